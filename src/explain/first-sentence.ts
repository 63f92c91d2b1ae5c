/** Up to a period that ends a sentence, without it: one before a capital or a name, and not that of an abbreviation. */
export function firstSentence(text: string): string {
  return /^.*?(?<!\b(?:e\.g|i\.e|etc|vs))\.(?=\s+(?:[^a-z\s]|wavec\b)|\s*$)/s.exec(text)?.[0].slice(0, -1) ?? text
}
