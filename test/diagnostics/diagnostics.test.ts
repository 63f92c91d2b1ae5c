import { simulatedFindings } from '../../src/project/check/simulate-emitted.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { loadEmitted } from '../../src/project/check/load-emitted.ts'
import type { EmittedPipeline } from '../../src/emit/index.ts'
import { testDiagnostics } from '../support/diagnostics.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

// The drift family compares with files on disk, and is tested in test/cli.
const inspect = (pipeline: EmittedPipeline) => simulatedFindings(pipeline, loadEmitted(pipeline))

testDiagnostics((tree, recorded) => compileAll(tree, 'waves', { runner: standIn, renderer: recorded ?? renderer, inspect }).diagnostics, [
  'application',
  'candidate',
  'migrations',
  'option',
  'refs',
  'secret',
  'source',
  'spec',
  'stage',
  'sync',
  'workload',
  'yaml',
])

// What a check shows beside the errors.
testDiagnostics(
  (tree, recorded) =>
    compileAll(tree, 'waves', { runner: standIn, renderer: recorded ?? renderer, inspect: ({ advice }) => advice }).diagnostics,
  ['rights'],
)
