import { lint, loadParser, type Parser } from '../../../../src/sql/index.ts'
import type { LabelMajor } from '../label/majors.ts'
import type { SqlCase } from '../case.ts'
import type { Linter } from './linter.ts'
import { ruleIds, rules } from '../../../../src/sql/rules/index.ts'
import { sql } from '../../../../src/tools/sql.ts'

/** Gets the schema and the prelude as files of earlier releases. */
export const wavec: Linter = {
  name: 'wavec',
  flags: async (cases, major) => {
    const parser = await loadParser()
    return new Map(cases.map((each) => [each.name, rulesFor(parser, each, major)]))
  },
}

const last = 'V3__statement.sql'

/** With our own tool, which sets timeouts; the case decides whether a file is one transaction. */
function rulesFor(parser: Parser, { schema, prelude, statement, transaction }: SqlCase, major: LabelMajor): string[] {
  const before = [
    { path: 'V1__schema.sql', text: schema.sql },
    { path: 'V2__prelude.sql', text: prelude },
  ]
  const files = [...before, { path: last, text: statement, inTransaction: transaction === 'one' }]
  const released = new Set(before.map(({ path }) => path))
  const { diagnostics } = lint(parser, { files, tool: sql.sql, limits: 'set', server: major, released })
  const warnings = diagnostics.filter(({ span, severity }) => span?.file === last && severity !== 'note')
  return [...new Set(warnings.map(({ code }) => code).filter((code) => !rightsCodes.has(code)))].sort()
}

/** A label is what servers did: locks, failures, rows. It says nothing of rights that a statement gives. */
const rightsCodes: ReadonlySet<string> = new Set(
  ruleIds.filter((id) => rules[id].proof === 'rights').map((id) => `sql/${id}`),
)
