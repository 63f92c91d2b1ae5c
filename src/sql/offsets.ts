/** From bytes of the UTF-8 text, which PostgreSQL counts in, to UTF-16 units. */
export function utf16Offsets(text: string): (byte: number) => number {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return (byte) => byte
  const table = new Uint32Array(Buffer.byteLength(text) + 1)
  let [byte, unit] = [0, 0]
  for (const character of text) {
    const bytes = bytesOf(character.codePointAt(0) ?? 0)
    table.fill(unit, byte, byte + bytes)
    byte += bytes
    unit += character.length
  }
  table[byte] = unit
  return (at) => table[at] ?? unit
}

function bytesOf(point: number): number {
  if (point < 0x80) return 1
  if (point < 0x800) return 2
  return point < 0x10000 ? 3 : 4
}

/** From characters, which PostgreSQL's errors count in, to UTF-16 units. */
export function utf16OfCharacter(text: string, position: number): number {
  let [left, unit] = [position, 0]
  for (const character of text) {
    if (left-- <= 0) break
    unit += character.length
  }
  return unit
}
