// src/sql/rules/README.md is generated from the rules and their pages: UPDATE=1 rewrites it.
import { test } from 'node:test'
import type { Rule } from '../../src/sql/rule.ts'
import { ruleIds, rules, type RuleId } from '../../src/sql/rules/index.ts'
import { golden } from '../support/golden.ts'

const introduction = `# SQL rules

What \`wavec lint\` and \`wavec check\` find in migrations. \`wavec explain sql/<id>\` has the rest of each page. This file is
written from the rules by \`UPDATE=1 npm test -- sql/rules-table\`.

- **error**: an outage, lost rows, or a migration that fails; **warning**: likely one; **note**: shown with \`--notes\` alone.
- **shown by**: how the rule's \`bad.sql\` is proven on PostgreSQL 15 and 18: the locks that it holds, rows that are written
  again, rows that are read, a query of the old application that fails; \`file\`: how files are run, or what PostgreSQL refuses;
  \`rights\`: what a role or the server may do because of it.
- **contract**: \`-- wavec:contract after=RELEASE\` in the file answers it.

| id | severity | shown by | when | do |
|---|---|---|---|---|
`

test('the table of the rules is current', () => {
  golden('src/sql/rules/README.md', `${introduction}${[...ruleIds].sort().map(row).join('')}`)
})

function row(id: RuleId): string {
  const rule: Rule = rules[id]
  const name = [
    `\`${id}\``,
    ...(rule.since === undefined ? [] : [`(${rule.since}+)`]),
    ...(rule.contract === true ? ['contract'] : []),
  ]
  return `| ${[name.join(' '), rule.severity, rule.proof, rule.condition, rule.workaround].map(cell).join(' | ')} |\n`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
