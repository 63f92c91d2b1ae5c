// What the report adds to the findings of a compile. Only that is expected, and not the findings that it leaves.
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { shownFindings } from '../../src/report/shown.ts'
import { testDiagnostics } from '../support/diagnostics.ts'
import { renderer } from '../support/renderers.ts'

testDiagnostics(
  (tree) => shownFindings(compileAll(tree, 'waves', { renderer }).diagnostics).filter(({ code }) => code.startsWith('report/')),
  ['report'],
)
