import type { Code } from '../diagnostic/codes.ts'
import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'

/**
 * `# wavec:ignore CODE reason` in YAML, `-- wavec:ignore CODE reason` in SQL. At the end of a line it covers that line and
 * the block nested below it. On its own line it covers the next line and its block, and above the first line of a document
 * the whole document.
 */
export interface Ignore {
  readonly code: string
  readonly reason: string
  /** The comment. */
  readonly span: Span
  /** The text that it covers: offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
}

export type CommentMark = '#' | '--'

/** Every ignore comment of a text. */
export function ignoresIn(file: string, text: string, mark: CommentMark = '#'): readonly Ignore[] {
  if (!text.includes('wavec:ignore')) return []
  const lines = linesOf(text, mark)
  return lines.flatMap((line, index) => {
    const found = comment[mark].exec(line.text)
    if (found === null) return []
    const [whole = '', lead = '', code = '', reason = ''] = found
    const start = line.start + found.index + lead.length
    const span = { file, start, end: line.start + found.index + whole.trimEnd().length }
    return [{ code, reason: reason.trim(), span, ...covered(lines, index) }]
  })
}

const comment: Readonly<Record<CommentMark, RegExp>> = {
  '#': /(^|\s)#\s*wavec:ignore(?:\s+(\S+))?([^\n]*)$/,
  '--': /(^|\s)--\s*wavec:ignore(?:\s+(\S+))?([^\n]*)$/,
}

interface Line {
  readonly start: number
  readonly text: string
  readonly indent: number
  /** A line with only a comment is `blank`; a line that opens a document is a `marker`. */
  readonly kind: 'blank' | 'marker' | 'filled'
}

function linesOf(text: string, mark: CommentMark): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    const words = line.trimStart()
    const isBlank = words === '' || words.startsWith(mark)
    const kind = isBlank ? 'blank' : /^---(?:\s|$)/.test(line) ? 'marker' : 'filled'
    lines.push({ start, text: line, indent: line.length - words.length, kind })
    start += line.length + 1
  }
  return lines
}

function covered(lines: readonly Line[], at: number): Pick<Ignore, 'start' | 'end'> {
  const own = lines[at]?.kind === 'blank' ? -1 : at
  const first = own < 0 ? lines.findIndex(({ kind }, index) => index > at && kind === 'filled') : own
  const line = lines[first]
  if (line === undefined) return { start: 0, end: 0 }
  const isWhole = own < 0 && opensDocument(lines, at)
  const close = lines.findIndex(
    (each, index) => index > first && (isWhole ? each.kind === 'marker' : closes(each, line)),
  )
  return { start: line.start, end: lines[close]?.start ?? Infinity }
}

function closes({ kind, indent }: Line, opened: Line): boolean {
  return kind !== 'blank' && indent <= opened.indent
}

/** Whether only comments precede it in the document, so that it covers the whole document. */
function opensDocument(lines: readonly Line[], at: number): boolean {
  const above = lines.slice(0, at).findLast(({ kind }) => kind !== 'blank')
  return above === undefined || above.kind === 'marker'
}

export interface IgnoreRequest {
  readonly diagnostics: readonly Diagnostic[]
  /** The ignore comments of every file that was read. */
  readonly ignores: readonly Ignore[]
  readonly isCode: (word: string) => word is Code
  /** Whether this verb checks for the code. Only then can it report an ignore comment as unused. */
  readonly looksFor: (code: Code) => boolean
}

/** The findings that no comment ignores, and those about the comments: `ignore/unused`, `/no-reason`, `/unknown-code`. */
export function withoutIgnored(request: IgnoreRequest): readonly Diagnostic[] {
  const { diagnostics, ignores } = request
  if (ignores.length === 0) return diagnostics
  const used = new Set<Ignore>()
  const byFile = new Map<string, Ignore[]>()
  for (const each of ignores) byFile.set(each.span.file, [...(byFile.get(each.span.file) ?? []), each])
  const left = diagnostics.filter(({ code, span }) => {
    const covering = (byFile.get(span?.file ?? '') ?? []).filter((each) => covers(each, code, span))
    for (const each of covering) used.add(each)
    return !covering.some(({ reason }) => reason !== '')
  })
  return [...left, ...ignores.flatMap((each) => complaint(each, used.has(each), request))]
}

function covers({ code, start, end }: Ignore, found: Code, span: Span | undefined): boolean {
  return code === found && span !== undefined && span.start >= start && span.start < end
}

function complaint(
  { code, reason, span }: Ignore,
  isUsed: boolean,
  { isCode, looksFor }: IgnoreRequest,
): readonly Diagnostic[] {
  if (!isCode(code)) {
    const message = code === '' ? 'no code to ignore' : `unknown code ${code}`
    return [diagnostic('ignore/unknown-code', { message, help: 'list all codes: npx wavec explain', span })]
  }
  if (isUsed && reason !== '') return []
  if (isUsed) {
    const mark = span.file.endsWith('.sql') ? '--' : '#'
    const help = `add a reason: ${mark} wavec:ignore ${code} REASON`
    return [diagnostic('ignore/no-reason', { message: `${code} is ignored without a reason`, help, span })]
  }
  if (!looksFor(code)) return []
  const message = `there is no ${code} finding here`
  return [diagnostic('ignore/unused', { message, help: 'delete the comment', span })]
}
