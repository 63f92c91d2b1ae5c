import type { Node, RangeVar, TypeName } from 'libpg-query'

type TagOf<T> = T extends unknown ? keyof T : never
export type Tag = TagOf<Node>
export type ValueOf<T extends Tag> = Extract<Node, Readonly<Record<T, unknown>>> extends Record<T, infer V> ? V : never

/** The node's value, if it is of that kind. */
export function valueOf<T extends Tag>(node: Node | undefined, tag: T): ValueOf<T> | undefined {
  return node !== undefined && holds(node, tag) ? node[tag] : undefined
}

function holds<T extends Tag>(node: object, tag: T): node is Record<T, ValueOf<T>> {
  return Object.hasOwn(node, tag)
}

/** Of a list, the values of one kind. */
export function valuesOf<T extends Tag>(nodes: readonly Node[] | undefined, tag: T): readonly ValueOf<T>[] {
  return (nodes ?? []).flatMap((node) => {
    const value = valueOf(node, tag)
    return value === undefined ? [] : [value]
  })
}

export function tagOf(node: Node): string {
  return Object.keys(node)[0] ?? ''
}

/** The words of a list of String nodes: a qualified name, or column names. */
export function wordsOf(nodes: readonly Node[] | undefined): readonly string[] {
  return valuesOf(nodes, 'String').map(({ sval = '' }) => sval)
}

/** `schema.name`, without the default schema `public`. */
export function nameOf(relation: RangeVar | undefined): string {
  return qualified([relation?.schemaname ?? '', relation?.relname ?? ''])
}

export function qualified(words: readonly string[]): string {
  return words.filter((word) => word !== '' && word !== 'public' && word !== 'pg_catalog').join('.')
}

/** A type: PostgreSQL's own name for it (`int4`, `bpchar`), its numbers, and whether it is an array. */
export interface SqlType {
  readonly name: string
  readonly modifiers: readonly number[]
  readonly array: boolean
}

export function typeOf(type: TypeName | undefined): SqlType {
  const modifiers = valuesOf(type?.typmods, 'A_Const').flatMap(({ ival }) =>
    ival === undefined ? [] : [ival.ival ?? 0],
  )
  return { name: qualified(wordsOf(type?.names)), modifiers, array: (type?.arrayBounds ?? []).length > 0 }
}

/** Every node of a tree, parents first, in the order of the text. Trees come from JSON: plain objects and lists. */
export function* nodesOf(tree: unknown): Generator<Readonly<Record<string, unknown>>> {
  const open: unknown[] = [tree]
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next !== 'object' || next === null) continue
    if (isRecord(next)) yield next
    const inside: readonly unknown[] = Object.values(next)
    for (let at = inside.length - 1; at >= 0; at--) open.push(inside[at])
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
