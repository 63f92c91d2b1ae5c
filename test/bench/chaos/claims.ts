/** What a packet's `state` says was left behind. */
export interface Claims {
  readonly applied: readonly string[]
  /** Nothing of it is left. */
  readonly nothingOf: string | undefined
  /** The statements before this number are applied. */
  readonly partOf: { readonly file: string; readonly before: number } | undefined
  /** Said to be unknown, because the connection broke at its commit. */
  readonly unknown: string | undefined
}

/** Undefined for a sentence that no reader of this bench knows: new words need a reading here. */
export function claimsOf(state: string): Claims | undefined {
  let claims: Claims = { applied: [], nothingOf: undefined, partOf: undefined, unknown: undefined }
  for (const sentence of state.split(/(?<!\.sql)\. |\.$|(?<=\.sql)\. (?=[A-Z])/).filter((part) => part !== '')) {
    const read = readings.find(({ words }) => words.test(sentence))
    const found = read?.words.exec(sentence)
    if (read === undefined || found === null || found === undefined) return undefined
    claims = { ...claims, ...read.says(found) }
  }
  return claims
}

const readings: readonly { readonly words: RegExp; readonly says: (found: RegExpExecArray) => Partial<Claims> }[] = [
  { words: /^this run applied nothing$/, says: () => ({}) },
  { words: /^nothing was applied$/, says: () => ({}) },
  { words: /^this run applied: (.+)$/, says: ([, files = '']) => ({ applied: files.split(', ') }) },
  { words: /^Nothing of (\S+\.sql) is left$/, says: ([, file]) => ({ nothingOf: file }) },
  {
    words: /^Of (\S+\.sql) the statements before number (\d+) are applied(?:, and the next run resumes there)?$/,
    says: ([, file = '', before]) => ({ partOf: { file, before: Number(before) } }),
  },
  {
    words: /^All statements of (\S+\.sql) are applied, and the next run records it if this one did not$/,
    says: ([, file = '']) => ({ partOf: { file, before: Infinity } }),
  },
  {
    words: /^It is not known whether (?:statement \d+ of )?(\S+\.sql) is applied: the connection broke at the commit/,
    says: ([, file]) => ({ unknown: file }),
  },
  {
    words: /^It is not known how far statement \d+ of (\S+\.sql) came: the connection broke/,
    says: ([, file]) => ({ unknown: file }),
  },
  { words: /^It is not known what the last request did: no answer came/, says: () => ({}) },
  { words: /^Statement \d+ of (\S+\.sql) may be half done, and the next run resumes there$/, says: () => ({}) },
  { words: /^What earlier runs applied of (\S+\.sql) stays, and the next run resumes there$/, says: () => ({}) },
  { words: /^What the other migrator does with (\S+\.sql) is in its own log$/, says: () => ({}) },
]
