// What a caller reports that has no program for the Jobs.
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { testDiagnostics } from '../support/diagnostics.ts'
import { renderer } from '../support/renderers.ts'

testDiagnostics((tree) => compileAll(tree, 'waves', { renderer }).diagnostics, ['runner'])
