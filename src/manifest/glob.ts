/**
 * Patterns as Argo CD's projects use them (github.com/gobwas/glob): `*` for anything but the separator, `**` for anything,
 * `?` for one character, `[abc]`, `[!a-z]`, `{a,b}`. Matches with a set of states instead of a regular expression, so that
 * no pattern is slow.
 */
export function globMatches(pattern: string, text: string, separator?: string): boolean {
  return alternatives(pattern).some((plain) => matchesOne(tokensOf(plain), text, separator))
}

type Token =
  | { readonly kind: 'one'; readonly fits: (char: string, separator: string | undefined) => boolean }
  | { readonly kind: 'many'; readonly acrossSeparators: boolean }

/** Far beyond real patterns; further alternatives are ignored. */
const maxAlternatives = 64

function alternatives(pattern: string): readonly string[] {
  let open = [pattern]
  const done: string[] = []
  while (open.length > 0 && open.length + done.length <= maxAlternatives) {
    const next: string[] = []
    for (const each of open) {
      const [whole, before = '', inner = '', after = ''] = /^([^{]*)\{([^{}]*)\}(.*)$/s.exec(each) ?? []
      if (whole === undefined) done.push(each)
      else
        append(
          next,
          inner.split(',').map((choice) => before + choice + after),
        )
    }
    open = next
  }
  return done
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = []
  for (const [part] of pattern.matchAll(/\*+|\\.|\[!?[^\]]+\]|./gs)) {
    if (part.startsWith('*')) tokens.push({ kind: 'many', acrossSeparators: part.length > 1 })
    else if (part === '?') tokens.push({ kind: 'one', fits: (char, separator) => char !== separator })
    else if (part.startsWith('[') && part.length > 2) tokens.push({ kind: 'one', fits: classOf(part.slice(1, -1)) })
    else tokens.push({ kind: 'one', fits: (char) => char === part.replace(/^\\(?=.)/s, '') })
  }
  return tokens
}

function classOf(inner: string): (char: string) => boolean {
  const isNegated = inner.startsWith('!')
  const ranges = [...inner.slice(isNegated ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)]
  return (char) =>
    isNegated !==
    ranges.some(
      ([, from, to, only]) => char === only || (from !== undefined && to !== undefined && from <= char && char <= to),
    )
}

function matchesOne(tokens: readonly Token[], text: string, separator: string | undefined): boolean {
  let states = skipping(tokens, new Set([0]))
  for (const char of text) {
    const next = new Set<number>()
    for (const at of states) {
      const token = tokens[at]
      if (token?.kind === 'one' && token.fits(char, separator)) next.add(at + 1)
      if (token?.kind === 'many' && (token.acrossSeparators || char !== separator)) next.add(at)
    }
    states = skipping(tokens, next)
    if (states.size === 0) return false
  }
  return states.has(tokens.length)
}

/** A `*` may match the empty string. */
function skipping(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const at of states) if (tokens[at]?.kind === 'many') states.add(at + 1)
  return states
}
import { append } from '../diagnostic/long-lists.ts'
