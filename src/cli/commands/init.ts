import { resolve } from 'node:path'
import { diskTree, isFolder } from '../../connect/disk.ts'
import { linesIn } from '../../diagnostic/line.ts'
import { propose } from '../../project/propose.ts'
import { misused, wavec } from '../../project/usage.ts'
import { workflowPath } from '../../propose/workflow.ts'
import { nameProblem, roleSql } from '../../run/role-sql.ts'
import { alone } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { outputFolder } from '../output-folder.ts'
import { proposalLines } from '../print/proposal-lines.ts'

export const init: Command = {
  summary: 'looks at the repository and proposes a pipeline, with reasons',
  details: `Writes waves/NAME/pipeline.yaml, waves/pipeline.schema.json and ${workflowPath}; what is there already is kept.
With --role-sql, prints the SQL of the role that migrates instead, with no more rights than it needs, for an
administrator of the database; the SQL also says how to remove the role.`,
  options: {
    root: { value: 'DIR', about: 'the repository (default: the current folder)' },
    'role-sql': { value: 'ROLE', about: 'the migrator, e.g. orders_migrator' },
    owner: { value: 'ROLE', about: 'the role that owns the tables' },
    gate: { value: 'ROLE', about: 'the role of workload.gate, which may only read the ledger' },
    reader: { value: 'ROLE', about: 'the role of database.reader, which may only read the ledger and the tables' },
    schema: { value: 'NAME', about: 'where the tables are; public unless given' },
  },
  flags: { 'dry-run': 'prints what it would write, and writes nothing' },
  run: (invocation) => (invocation.options['role-sql'] === undefined ? runInit(invocation) : print(invocation)),
}

function print({ options }: Invocation): Answer {
  const { 'role-sql': role = '', owner, gate, reader, schema = 'public' } = options
  const names = { role, owner, gate, reader, schema }
  for (const what of keys) {
    const name = names[what]
    const problem = name === undefined ? undefined : nameProblem(what, name)
    if (problem === undefined) continue
    throw misused(`init: ${optionOf(what)} ${JSON.stringify(name)} ${problem}`, `${wavec} init --help`)
  }
  return { output: linesIn(roleSql(names)), exit: 0 }
}

const keys = ['role', 'owner', 'gate', 'reader', 'schema'] as const

function optionOf(what: (typeof keys)[number]): string {
  return what === 'role' ? '--role-sql' : `--${what}`
}

function runInit(invocation: Invocation): Answer | Promise<Answer> {
  const { options, flags, cwd } = invocation
  const stray = ['owner', 'gate', 'reader', 'schema'].find((name) => options[name] !== undefined)
  if (stray !== undefined)
    throw misused(`init: --${stray} belongs to --role-sql`, `${wavec} init --role-sql orders_migrator --${stray} NAME`)
  const root = resolve(cwd, options['root'] ?? '.')
  if (!isFolder(root)) throw misused(`init: ${options['root'] ?? cwd} is not a folder`, `${wavec} init --root .`)
  if (flags.has('dry-run')) return proposed(root, invocation, 'dry-run')
  return alone(root, () => proposed(root, invocation, 'write'))
}

function proposed(root: string, { renderer }: Invocation, mode: 'dry-run' | 'write'): Answer {
  const answer = propose(diskTree(root), { renderer })
  if (mode === 'write') write(root, answer.texts)
  return { output: proposalLines(answer, mode), exit: answer.missing.length === 0 ? 0 : 1 }
}

function write(root: string, texts: ReadonlyMap<string, string>): void {
  const folder = outputFolder(root)
  for (const [path, text] of texts) {
    if (path.includes('/')) folder.makeFolder(path.slice(0, path.lastIndexOf('/')))
    folder.write(path, text)
    folder.sync(path, 'file')
  }
}
