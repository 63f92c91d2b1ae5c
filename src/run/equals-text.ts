/** Whether a value in PostgreSQL's text format equals the expected JSON value. */
export function equalsText(text: string | null, expected: string | number | boolean | null): boolean {
  if (text === null || expected === null) return text === expected
  if (typeof expected === 'boolean') return text === (expected ? 't' : 'f') || text === String(expected)
  if (typeof expected === 'number') return text.trim() !== '' && Number(text) === expected
  return text === expected
}
