// Findings of lint other than its rules, whose fixtures are in test/sql/rules.
import { lintAll } from '../../src/project/lint/lint-all.ts'
import { lintUnits } from '../../src/project/lint/lint-units.ts'
import { loadParser } from '../../src/sql/index.ts'
import { testDiagnostics } from '../support/diagnostics.ts'

const parser = await loadParser()

testDiagnostics(
  (tree) => {
    const { units, diagnostics } = lintUnits(tree, ['waves'], { shipped: undefined, server: undefined })
    return [...diagnostics, ...lintAll(parser, units, 'pending').diagnostics]
  },
  ['release', 'sql'],
)
