import { unprintable } from '../diagnostic/visible.ts'

/**
 * Names and texts as tokens of SQL that is sent or shown to be pasted. A token is one line of printable text, so that no
 * printer changes what it names and no comment ends in it. PostgreSQL 18, 4.1.1 and 4.1.2.
 */
export function identifier(name: string): string {
  const quoted = name.replaceAll('"', '""')
  if (name.search(unprintable) < 0) return `"${quoted}"`
  return `U&"${quoted.replaceAll('\\', String.raw`\\`).replaceAll(unprintable, (char) => codes(char, String.raw`\+`, 6))}"`
}

export function literal(text: string): string {
  const quoted = text.replaceAll("'", "''")
  const isPrintable = text.search(unprintable) < 0
  if (isPrintable && !text.includes('\\')) return `'${quoted}'`
  // The blank keeps it apart from a word before it.
  return ` E'${quoted.replaceAll('\\', String.raw`\\`).replaceAll(unprintable, (char) => codes(char, String.raw`\U`, 8))}'`
}

/** A body between dollar quotes that nothing in it ends. */
export function dollarQuoted(body: string): string {
  for (let count = 0; ; count++) {
    const quote = count === 0 ? '$$' : `$body${count}$`
    if (`${body}${quote}`.indexOf(quote) === body.length) return `${quote}${body}${quote}`
  }
}

function codes(char: string, mark: string, digits: number): string {
  return `${mark}${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(digits, '0')}`
}
