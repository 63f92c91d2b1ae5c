import { maskedIn } from './masked-sql.ts'
import { placeIn, type Place } from '../migrations/place.ts'

/** The place of a statement for a log: as `placeIn`, without the credentials in the line. */
export function shownPlaceIn(text: string, offset: number): Place {
  const place = placeIn(text, offset)
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  let [source, column] = ['', place.column]
  let copied = lineStart
  const lineEnd = lineStart + place.source.length
  for (const { start, end } of maskedIn(text)) {
    if (end <= copied || start >= lineEnd) continue
    const kept = text.slice(copied, Math.max(copied, start))
    source += `${kept}…`
    const [from, to] = [Math.max(start, copied), Math.min(end, lineEnd)]
    if (offset >= to) column -= Array.from(text.slice(from, to)).length - 1
    else if (offset > from) column -= Array.from(text.slice(from, offset)).length
    copied = to
  }
  return { line: place.line, column, source: `${source}${text.slice(copied, lineEnd)}` }
}
