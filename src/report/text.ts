import { type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { frame, type Frame } from '../diagnostic/frame.ts'
import { visible } from '../diagnostic/visible.ts'
import type { Painter, Report, Style } from './report.ts'
import { shownFindings } from './shown.ts'
import { withoutSecrets } from './without-secrets.ts'

/** For terminals: place, excerpt with marks, message, why, related places, what to do. */
export function text(report: Report): readonly string[] {
  const paint = report.styles ?? plain
  const masked = { ...report, textOf: withoutSecrets(report) }
  const blocks = shownFindings(report.diagnostics).map((found) => block(found, masked, paint))
  return [...blocks.flat(), ...(report.summary === '' ? [] : [report.summary])]
}

function plain(_: Style, words: string): string {
  return words
}

function block(found: Diagnostic, report: Report, paint: Painter): string[] {
  const { severity, code, span, message, why, help, related = [] } = found
  const place = placed(span, report)
  const head = [place.name, severity, code]
  const styles = ['place', severity, 'dim'] as const
  const title = head.flatMap((word, index) => (word === '' ? [] : [paint(styles[index] ?? 'dim', word)])).join(' ')
  return [
    title,
    ...excerpt(place.frame, message, severity, paint),
    ...labelled('why', why),
    ...related.flatMap((other) => also(other.span, other.message, report, paint)),
    ...labelled('do', help),
  ]
}

interface Place {
  readonly name: string
  readonly frame: Frame | undefined
}

/** An empty span at the start of a file means the whole file. */
function placed(span: Span | undefined, { textOf }: Report): Place {
  if (span === undefined) return { name: '', frame: undefined }
  const content = textOf(span.file)
  const name = visible(span.file)
  if (content === undefined || span.end === 0) return { name, frame: undefined }
  const found = frame(content, span)
  return { name: `${name}:${found.start.line}:${found.start.column}`, frame: found }
}

function excerpt(found: Frame | undefined, message: string, style: Style, paint: Painter): string[] {
  const [first = '', ...rest] = message.split('\n').map(visible)
  if (found === undefined) return [first, ...rest].map((line) => `  ${line}`)
  const number = String(found.start.line).padStart(3)
  const gutter = paint('dim', `${' '.repeat(number.length)} │`)
  const marks = found.marks.trimStart()
  const indent = found.marks.slice(0, found.marks.length - marks.length)
  return [
    `${paint('dim', `${number} │`)} ${found.excerpt}`.trimEnd(),
    `${gutter} ${indent}${paint(style, `${marks} ${first}`)}`,
    ...rest.map((line) => `${gutter} ${indent}${line}`),
  ]
}

function also(span: Span, message: string, report: Report, paint: Painter): string[] {
  const place = placed(span, report)
  return [`  also: ${paint('place', place.name)}`, ...excerpt(place.frame, message, 'note', paint)]
}

const labelWidth = 7

function labelled(label: string, words: string | undefined): string[] {
  if (words === undefined) return []
  const lines = words.split('\n').map(visible)
  return lines.map(
    (line, index) => (index === 0 ? `  ${`${label}:`.padEnd(labelWidth - 2)}` : ' '.repeat(labelWidth)) + line,
  )
}
