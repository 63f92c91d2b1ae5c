import { append } from '../diagnostic/long-lists.ts'
import type { CST } from 'yaml'

/** The first token nested deeper than `maxDepth`. Not recursive, because the text may consist of brackets. */
export function tokenBelow(tokens: readonly CST.Token[], maxDepth: number): CST.Token | undefined {
  const open = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (depth > maxDepth) return token
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 })
  }
  return undefined
}

/** The tokens and everything in them, in no particular order. */
export function allTokens(tokens: readonly CST.Token[]): CST.Token[] {
  const found: CST.Token[] = []
  const open = [...tokens]
  for (let token = open.pop(); token !== undefined; token = open.pop()) {
    found.push(token)
    append(open, childrenOf(token))
  }
  return found
}

function childrenOf(token: CST.Token): readonly CST.Token[] {
  if ('items' in token) return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat())
  return token.type === 'document' && token.value !== undefined ? [token.value] : []
}
