import { tokensOf } from '../migrations/tokens.ts'

/** A comment that speaks to wavec: `-- wavec:WORD rest`. */
export interface Directive {
  readonly word: string
  readonly rest: string
  /** UTF-16, the comment from its dashes. */
  readonly start: number
  readonly end: number
}

const shape = /--[ \t]*wavec:(\w+)[ \t]*([^\n\r]*)/g

/** Comments only: not what stands in a string. */
export function directivesIn(text: string): readonly Directive[] {
  if (!text.includes('wavec:')) return []
  const directives: Directive[] = []
  let from = 0
  const look = (to: number): void => {
    for (const found of text.slice(from, to).matchAll(shape)) {
      const [all, word = '', rest = ''] = found
      const at = from + found.index
      directives.push({ word, rest: rest.trim(), start: at, end: at + all.trimEnd().length })
    }
  }
  for (const { start, end } of tokensOf(text)) {
    look(start)
    from = end
  }
  look(text.length)
  return directives
}
