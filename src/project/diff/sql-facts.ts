import type { Rollback } from '../../sql/index.ts'
import type { Linted } from '../lint/lint-all.ts'
import { counted } from '../../report/index.ts'

/** What a migration does to a database that serves, as lint says it. */
export interface SqlFacts {
  /** `expand: ACCESS EXCLUSIVE on orders, no rewrite, no scan`. */
  readonly words: string
  readonly rollback: Rollback
}

/** By the file's path. */
export function sqlFacts({ units, diagnostics }: Linted): ReadonlyMap<string, SqlFacts> {
  const found = new Map<string, number>()
  for (const { span, severity } of diagnostics)
    if (span !== undefined && severity !== 'note') found.set(span.file, (found.get(span.file) ?? 0) + 1)
  return new Map(
    units
      .flatMap(({ summaries }) => summaries)
      .map(({ path, phase, facts, rollback }) => {
        const findings = found.get(path) ?? 0
        const what = phase === undefined ? facts : `${phase}: ${facts}`
        const words = findings === 0 ? what : `${what}, ${counted(findings, 'finding')}: npx wavec lint`
        return [path, { words, rollback }]
      }),
  )
}
