import { audit, codedRules } from '../../audit/index.ts'
import type { CodedRule } from '../../audit/judge.ts'
import type { Code } from '../../diagnostic/codes.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Sources } from '../../render/index.ts'
import type { Report } from '../../report/index.ts'
import { ignoresIn, withoutIgnored } from '../../source/ignore.ts'
import { isCode } from '../../sql/index.ts'

/** Every finding in what was read, without those that a comment ignores. */
export function judgeSources(
  sources: Pick<Sources, 'units' | 'diagnostics'> & Pick<Report, 'textOf'>,
  rules: readonly CodedRule[] = codedRules,
): readonly Diagnostic[] {
  const diagnostics = [...sources.diagnostics, ...audit(sources.units, rules)]
  const looked: ReadonlySet<Code> = new Set(rules.map(({ code }) => code))
  const files = new Set(sources.units.flatMap(({ documents }) => documents.map(({ file }) => file)))
  const ignores = [...files].flatMap((file) => ignoresIn(file, sources.textOf(file) ?? ''))
  return withoutIgnored({ diagnostics, ignores, isCode, looksFor: (code) => looked.has(code) })
}
