/** A position for readers: line and column count from 1, columns in characters. */
export interface Place {
  readonly line: number
  readonly column: number
  /** The whole line. */
  readonly source: string
}

export function placeIn(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  const lineEnd = text.indexOf('\n', offset)
  const source = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd).replace(/\r$/, '')
  return { line: before.split('\n').length, column: Array.from(text.slice(lineStart, offset)).length + 1, source }
}

/** PostgreSQL counts characters from 1 (the error field P); JavaScript counts UTF-16 units from 0. */
export function offsetOf(text: string, position: number): number {
  let offset = 0
  let left = position - 1
  for (const character of text) {
    if (left <= 0) break
    left -= 1
    offset += character.length
  }
  return offset
}
