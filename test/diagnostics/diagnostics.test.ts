import { simulatedFindings } from '../../src/cli/simulate-emitted.ts'
import { compileAll } from '../../src/cli/compile-all.ts'
import { testDiagnostics } from '../support/diagnostics.ts'

// The drift family compares with what was written, and has tests of its own in test/cli.
const inspect = simulatedFindings

testDiagnostics((tree, renderer) => compileAll(tree, 'waves', renderer === undefined ? { inspect } : { renderer, inspect }).diagnostics, [
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
