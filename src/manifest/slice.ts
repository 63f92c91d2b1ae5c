import type { Edit } from '../diagnostic/diagnostic.ts'

/** The text of one YAML document in a file, to be copied to the output. */
export interface Slice {
  readonly file: string
  /** The whole file without byte order mark, ending in a newline. All offsets refer to it. */
  readonly source: string
  /** The start of the document, after its `---`. */
  readonly start: number
  /**
   * The document with its comments and those above its `---`, ready to be joined with others: no `---`, `...` or directive,
   * `\n` as line end, one `\n` at the end (more after `|+`), no escape that kubectl's YAML reader refuses in JSON.
   */
  readonly text: string
  /** `text` after edits of the document. */
  readonly edited: (edits: readonly Edit[]) => string
}

/** `above` is the end of the previous document, `start` includes `---`, and `body` is the end of the document's own text. */
export interface Extent {
  readonly above: number
  readonly start: number
  readonly body: number
  readonly end: number
}

export function sliceOf(file: string, source: string, { above, start, body, end }: Extent): Slice {
  const prelude = commentsOf(source.slice(above, start))
  const first = source.startsWith('---', start) ? start + 3 : startOfLine(source, start)
  const last = endOfDocument(source, body, end)
  const edited = (edits: readonly Edit[]) => finish(prelude, applyEdits(source, first, last, edits))
  return { file, source, start: first, text: edited([]), edited }
}

/** The root of a document may be indented, so its first key needs the same indentation. */
function startOfLine(source: string, start: number): number {
  const line = source.lastIndexOf('\n', start - 1) + 1
  return /^[ \t]*$/.test(source.slice(line, start)) ? line : start
}

/** Drops markers and directives between two documents. */
function commentsOf(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').match(/^[ \t]*(?:#[^\n]*)?\n/gm) ?? []
  return lines.join('').replace(/^\s*(?=#)|^\s*$/, '')
}

/** `...` ends the document, no matter what follows. */
function endOfDocument(source: string, body: number, end: number): number {
  const marker = /^\.\.\.(?=\s|$)/m.exec(source.slice(body, end))
  return marker === null ? end : body + marker.index
}

function applyEdits(source: string, start: number, end: number, edits: readonly Edit[]): string {
  let text = ''
  let from = start
  for (const { span, text: replacement } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
    text += source.slice(from, span.start) + replacement
    from = span.end
  }
  return text + source.slice(from, end)
}

/** Keeps white space before a line end, because it may be part of a block scalar. */
function finish(prelude: string, raw: string): string {
  const lines = raw.replaceAll('\r\n', '\n').replace(/^[ \t]+(?=[#{])|^[ \t]*\n+/, '')
  const text = opensJson.test(lines) ? portableJson(lines) : lines
  return prelude + (keepsLastLines.test(text) ? text : text.replace(/\n+$/, '\n'))
}

const opensJson = /^\s*\{/
/** A block scalar with `+`, to which the last blank lines may belong. */
const keepsLastLines = /[|>][1-9]?\+[1-9]?[ \t]*(?:#.*)?$/m

/** In JSON within YAML, kubectl refuses `\/` and pairs of surrogate escapes (libyaml's scanner, in Go). */
function portableJson(text: string): string {
  if (!/\\(?:\/|u[dD])/.test(text) || !isJson(text)) return text
  return text.replaceAll(/\\u[dD][89abAB]..\\u[dD][c-fC-F]..|\\u....|\\./g, (escape) =>
    escape === '\\/' ? '/' : escape.length === 12 ? String(JSON.parse(`"${escape}"`)) : escape,
  )
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
