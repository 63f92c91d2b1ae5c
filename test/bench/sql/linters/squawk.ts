import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { squawkIsMissing, squawkProgram } from '../../peers/squawk.ts'
import type { LabelMajor } from '../label/majors.ts'
import type { SqlCase } from '../case.ts'
import type { Linter } from './linter.ts'

/** squawk knows no schema: it gets the statement alone. */
export const squawk: Linter = {
  name: 'squawk',
  missing: squawkIsMissing,
  flags: async (cases, major) => {
    const folder = mkdtempSync(join(tmpdir(), 'wavec-squawk-'))
    try {
      const found = (['one', 'none'] as const).flatMap((transaction) => {
        const own = cases.filter((each) => each.transaction === transaction)
        for (const { name, statement } of own) writeFileSync(join(folder, `${name}.sql`), statement)
        return own.length === 0 ? [] : findings(folder, own, { transaction, major })
      })
      return byCase(cases, found)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Rules that flag any table or any file: counting them would only worsen its figures. */
const hygiene = [
  'ban-char-field',
  'identifier-too-long',
  'prefer-bigint-over-int',
  'prefer-bigint-over-smallint',
  'prefer-identity',
  'prefer-robust-stmts',
  'prefer-text-field',
  'prefer-timestamptz',
  'prefer-timestamp-tz',
  'require-enum-value-ordering',
  'require-lock-timeout',
  'require-statement-timeout',
  'require-table-schema',
  'require-timeout-settings',
  'transaction-nesting',
]

interface Finding {
  readonly file: string
  readonly rule: string
}

interface Circumstances {
  readonly transaction: SqlCase['transaction']
  readonly major: LabelMajor
}

function findings(
  folder: string,
  cases: readonly SqlCase[],
  { transaction, major }: Circumstances,
): readonly Finding[] {
  const args = [
    '--reporter',
    'json',
    `--pg-version=${major}.0`,
    ...(transaction === 'one' ? ['--assume-in-transaction'] : []),
    ...cases.map(({ name }) => `${name}.sql`),
  ]
  const { status, stdout, stderr, error } = spawnSync(squawkProgram, args, { cwd: folder, encoding: 'utf8' })
  if (error !== undefined) throw error
  // 1: it reported findings.
  if (status !== 0 && status !== 1) throw new Error(`squawk exited with ${status}\n${stderr}`)
  const answer: unknown = JSON.parse(stdout)
  return Array.isArray(answer) ? answer.map(findingFrom) : []
}

function findingFrom(entry: unknown): Finding {
  if (typeof entry === 'object' && entry !== null && 'file' in entry && 'rule_name' in entry)
    return { file: String(entry.file), rule: String(entry.rule_name) }
  throw new Error(`squawk's report has another form: ${JSON.stringify(entry)}`)
}

function byCase(cases: readonly SqlCase[], found: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const rules = (name: string): string[] =>
    found.filter(({ file, rule }) => file === `${name}.sql` && !hygiene.includes(rule)).map(({ rule }) => rule)
  return new Map(cases.map(({ name }) => [name, [...new Set(rules(name))].sort()]))
}
