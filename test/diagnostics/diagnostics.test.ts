import { compileAll } from '../../src/cli/compile-all.ts'
import { testDiagnostics } from '../support/diagnostics.ts'

// The drift family compares with what was written, and has tests of its own in test/cli.
testDiagnostics((tree, renderer) => compileAll(tree, 'waves', renderer === undefined ? {} : { renderer }).diagnostics, [
  'application',
  'candidate',
  'migrations',
  'option',
  'refs',
  'secret',
  'source',
  'spec',
  'stage',
  'workload',
  'yaml',
])
