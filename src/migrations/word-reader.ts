import type { Word } from './statements.ts'

export type WordReader = ReturnType<typeof wordReader>

/** Reads the head of a statement word by word. */
export function wordReader(head: readonly Word[]) {
  let at = 0
  /** The next word in lower case; undefined at the end, and for anything but an unquoted word. */
  const next = (offset = 0): string | undefined => {
    const word = head[at + offset]
    return word?.kind === 'word' ? word.text.toLowerCase() : undefined
  }
  return {
    next: () => next(),
    isAtEnd: () => at >= head.length,
    skip: () => {
      at += 1
    },
    take: (...wanted: readonly string[]) => {
      if (!wanted.every((word, offset) => next(offset) === word)) return false
      at += wanted.length
      return true
    },
    /** A name as written, including its schema. */
    name: () => {
      let text = head[at++]?.text ?? ''
      while (head[at]?.text === '.') {
        text += `.${head[at + 1]?.text ?? ''}`
        at += 2
      }
      return text
    },
    parenthesised: () => {
      if (head[at]?.text !== '(') return []
      const inside: string[] = []
      for (at += 1; at < head.length && head[at]?.text !== ')'; at++) inside.push((head[at]?.text ?? '').toLowerCase())
      at += 1
      return inside
    },
  }
}
