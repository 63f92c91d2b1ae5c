import { type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { positionAt } from '../diagnostic/frame.ts'
import { jsonText } from '../diagnostic/json-text.ts'
import { linesIn } from '../diagnostic/line.ts'
import type { Report } from './report.ts'
import { shownFindings } from './shown.ts'

/**
 * For programs: `{ findings: [{ code, severity, message, why, help, file, line, column, endLine, endColumn, related,
 * fix }], summary }` and the facts of the verb. Every field is always present, and null if it has no value. Lines and
 * columns are 1-based, columns count code points, `endColumn` is exclusive. `related` is a list of places with a
 * `message`; `fix` is `{ title, edits }`, where an edit is a place with the `text` that replaces it. Fields may be added,
 * never renamed.
 */
export function json(report: Report): readonly string[] {
  const findings = shownFindings(report.diagnostics).map((found) => finding(found, report))
  return linesIn(jsonText({ findings, summary: report.summary, ...report.facts }, 2))
}

function finding(found: Diagnostic, report: Report) {
  const { code, severity, message, why = null, help = null, span, related = [], fix } = found
  return {
    code,
    severity,
    message,
    why,
    help,
    ...place(span, report),
    related: related.map((other) => ({ message: other.message, ...place(other.span, report) })),
    fix:
      fix === undefined
        ? null
        : { title: fix.title, edits: fix.edits.map((edit) => ({ ...place(edit.span, report), text: edit.text })) },
  }
}

const nowhere = { line: null, column: null, endLine: null, endColumn: null } as const

function place(span: Span | undefined, { textOf }: Report) {
  if (span === undefined) return { file: null, ...nowhere }
  const content = textOf(span.file)
  if (content === undefined || span.end === 0) return { file: span.file, ...nowhere }
  const start = positionAt(content, span.start)
  const end = positionAt(content, span.end)
  return { file: span.file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
}
