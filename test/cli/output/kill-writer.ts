// A run of the writer in a process of its own, to be killed: ROOT GENERATION.
import { generation } from './generation.ts'
import { run } from './workspace.ts'

const [, , root = '', number = ''] = process.argv
run(root, generation(Number(number)))
