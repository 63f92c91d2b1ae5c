/** Text that is safe to print: nothing in it moves the cursor, changes colours, hides or reverses the direction of writing. */
export function visible(text: string): string {
  return text.replaceAll(unprintable, picture)
}

/** The first character that a terminal does not show as itself, as Unicode writes it: `U+202E`. */
export function firstUnprintable(text: string): string | undefined {
  const [char] = text.match(unprintable) ?? []
  if (char === undefined) return undefined
  return `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

// Control characters, line separators, the marks that reorder text (Unicode UAX #9), which can disguise a message, and
// characters without any width: filler, interlinear annotations and tags, which hide text from a reader. Not the joiners
// U+200C and U+200D: Persian, Hindi and emoji are written with them.
export const unprintable =
  // oxlint-disable-next-line no-control-regex -- these are the characters to be shown
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

function picture(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  return code === 0x7f ? '\u2421' : '\ufffd'
}
