import { diagnostic, sortDiagnostics, type Diagnostic, type Severity } from '../diagnostic/diagnostic.ts'
import { counted } from './wording.ts'

/** Of one file. A person fixes a few at a time, and one mistake can cause thousands. */
const most = 200

const worstFirst = ['error', 'warning', 'note'] as const satisfies readonly Severity[]

/** Sorted and without duplicates. Of a file with too many, the worst: a note after them counts the others. */
export function shownFindings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = sortDiagnostics(diagnostics)
  if (sorted.length <= most) return sorted
  const byFile = new Map<string, Diagnostic[]>()
  for (const found of sorted) {
    const file = found.span?.file ?? ''
    const known = byFile.get(file)
    if (known === undefined) byFile.set(file, [found])
    else known.push(found)
  }
  return [...byFile].flatMap(([file, found]) => (found.length <= most ? found : worstOf(file, found)))
}

function worstOf(file: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  const ranked = worstFirst.flatMap((severity) => found.filter((each) => each.severity === severity))
  const shown = new Set(ranked.slice(0, most))
  return [...found.filter((each) => shown.has(each)), others(file, ranked.slice(most))]
}

function others(file: string, found: readonly Diagnostic[]): Diagnostic {
  const kinds = worstFirst.flatMap((severity) => {
    const count = found.filter((each) => each.severity === severity).length
    return count === 0 ? [] : [counted(count, severity)]
  })
  const where = file === '' ? 'that name no file' : `in ${file}`
  const are = found.length === 1 ? 'is' : 'are'
  return diagnostic('report/more-findings', {
    message: `${counted(found.length, 'more finding')} ${where} ${are} not shown: ${kinds.join(', ')}`,
    help: 'fix those that are shown first',
    span: file === '' ? undefined : { file, start: 0, end: 0 },
  })
}
