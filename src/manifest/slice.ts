import type { Edit } from '../diagnostic/diagnostic.ts'

/** One YAML document as it stands in a file, to be carried through. */
export interface Slice {
  readonly file: string
  /** The text of the whole file, without byte order mark, ended by a newline. All offsets are offsets into it. */
  readonly source: string
  /** Where the document starts, behind its `---`. */
  readonly start: number
  /**
   * The document with its comments and those above its `---`, fit to be joined: no `---`, `...` or directive, `\n` for
   * line ends, one `\n` at the end (more after `|+`), no escape that kubectl's YAML reader refuses in JSON.
   */
  readonly text: string
  /** The same text after edits inside of the document. */
  readonly edited: (edits: readonly Edit[]) => string
}

/** `above` ends the document before; `start` stands on `---`, if there is one; `body` is where the document's own text ends. */
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

/** The root of a document may be indented, and then its first key is, too. */
function startOfLine(source: string, start: number): number {
  const line = source.lastIndexOf('\n', start - 1) + 1
  return /^[ \t]*$/.test(source.slice(line, start)) ? line : start
}

/** What stands between two documents, without markers and directives. */
function commentsOf(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').match(/^[ \t]*(?:#[^\n]*)?\n/gm) ?? []
  return lines.join('').replace(/^\s*(?=#)|^\s*$/, '')
}

/** Behind `...` the document is over, whatever stands there. */
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

/** Only line ends are touched, and never the white space before them: it may be part of a block scalar. */
function finish(prelude: string, raw: string): string {
  const lines = raw.replaceAll('\r\n', '\n').replace(/^[ \t]+(?=[#{])|^[ \t]*\n+/, '')
  const text = opensJson.test(lines) ? portableJson(lines) : lines
  return prelude + (keepsLastLines.test(text) ? text : text.replace(/\n+$/, '\n'))
}

const opensJson = /^\s*\{/
/** Some block scalar says `+`: the last blank lines may be its own. */
const keepsLastLines = /[|>][1-9]?\+[1-9]?[ \t]*(?:#.*)?$/m

/** In JSON inside of YAML, kubectl refuses `\/` and pairs of surrogate escapes (libyaml's scanner, in Go). */
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
