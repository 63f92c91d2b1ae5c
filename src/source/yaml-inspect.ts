import { isAlias, isCollection, isMap, isScalar, isSeq, type Alias, type Document, type Node, type YAMLMap } from 'yaml'
import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'

/** The node that each alias refers to. */
export type Aliases = ReadonlyMap<Alias, Node>

export interface Inspection {
  readonly aliases: Aliases
  readonly problems: readonly Diagnostic[]
  /** Whether the value can be built: no alias bomb, no cycle, no alias without an anchor, and a map at the root. */
  readonly expandable: boolean
}

/** The limit for expansions, counted with every alias written out. */
const maxExpansions = 100
/** The limit for nested maps and lists, with every alias written out. */
export const maxDepth = 100

/** The size of a node's value with every alias written out. */
interface Size {
  readonly expansions: number
  readonly depth: number
}

const single: Size = { expansions: 0, depth: 0 }

/** Walks the nodes once, before any value is built, and finds duplicate keys and aliases that would grow too far. */
export function inspect(file: string, document: Document.Parsed): Inspection {
  const walk = new Walk(file)
  const root = document.contents
  const { expansions, depth } = root === null ? single : walk.visit(root)
  if (expansions > maxExpansions) walk.report(tooMany(walk.firstAlias, expansions))
  else if (depth > maxDepth) walk.report(tooDeep(walk.firstAlias))
  if (root !== null && !isMap(root) && !isAlias(root)) {
    const [start, end] = root.range
    walk.report(notAMap({ file, start, end }, isCollection(root) ? 'a list' : 'a single value'))
  }
  return { aliases: walk.aliases, problems: walk.problems, expandable: !walk.broken }
}

class Walk {
  readonly aliases = new Map<Alias, Node>()
  readonly problems: Diagnostic[] = []
  broken = false
  firstAlias: Span | undefined = undefined
  readonly #file: string
  readonly #anchors = new Map<string, Node>()
  readonly #sizes = new Map<Node, Size>()

  constructor(file: string) {
    this.#file = file
  }

  visit(node: Node): Size {
    if (isAlias(node)) return this.#alias(node)
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, node)
    const size = isCollection(node) ? this.#items(node.items) : single
    if (isMap(node)) this.#keys(node)
    if (node.anchor !== undefined) this.#sizes.set(node, size)
    return size
  }

  report(problem: Diagnostic): void {
    this.problems.push(problem)
    this.broken = true
  }

  #alias(alias: Alias): Size {
    const span = this.spanOf(alias)
    const target = this.#anchors.get(alias.source)
    if (target === undefined) {
      this.report(noAnchor(alias.source, span))
      return single
    }
    const inside = this.#sizes.get(target)
    if (inside === undefined) {
      this.report(circle(alias.source, span))
      return single
    }
    this.firstAlias ??= span
    this.aliases.set(alias, target)
    return { expansions: 1 + inside.expansions, depth: inside.depth }
  }

  #items(items: readonly unknown[]): Size {
    let expansions = 0
    let depth = 0
    for (const item of items) {
      for (const node of nodesOf(item)) {
        const size = this.visit(node)
        expansions += size.expansions
        depth = Math.max(depth, size.depth)
      }
    }
    return { expansions, depth: depth + 1 }
  }

  #keys(map: YAMLMap): void {
    const seen = new Map<unknown, Node>()
    for (const { key, value } of map.items) {
      if (!isScalar(key)) continue
      const first = seen.get(key.value)
      if (first === undefined) seen.set(key.value, key)
      else this.problems.push(twice(String(key.value), this.spanOf(key), this.spanOf(first)))
      if (key.value === '<<' && key.type === 'PLAIN' && !this.#mergeable(value)) this.report(badMerge(this.spanOf(key)))
    }
  }

  #mergeable(value: unknown): boolean {
    const target = isAlias(value) ? this.aliases.get(value) : value
    if (isSeq(target)) return target.items.every((item) => isMap(isAlias(item) ? this.aliases.get(item) : item))
    return isMap(target)
  }

  spanOf(node: Node): Span {
    const [start, end] = node.range ?? [0, 0]
    return { file: this.#file, start, end }
  }
}

/** The items of a list are nodes, those of a map are pairs of nodes. */
function nodesOf(item: unknown): readonly Node[] {
  const parts = isPairLike(item) ? [item.key, item.value] : [item]
  return parts.filter((part) => isScalar(part) || isCollection(part) || isAlias(part))
}

function isPairLike(item: unknown): item is { readonly key: unknown; readonly value: unknown } {
  return typeof item === 'object' && item !== null && 'key' in item && 'value' in item && !isScalar(item)
}

function twice(key: string, span: Span, first: Span): Diagnostic {
  return diagnostic('yaml/duplicate-key', {
    message: `${key} is defined twice`,
    help: 'keep one of the two',
    span,
    related: [{ span: first, message: 'first defined here' }],
  })
}

function noAnchor(name: string, span: Span): Diagnostic {
  const help = `define the anchor &${name} on a value above this line, or put *${name} in quotes`
  return diagnostic('yaml/syntax', { message: `*${name} has no anchor`, help, span })
}

function circle(name: string, span: Span): Diagnostic {
  const help = 'write the value out'
  return diagnostic('yaml/too-many-aliases', {
    message: `*${name} is inside &${name} and would expand forever`,
    help,
    span,
  })
}

function tooMany(span: Span | undefined, expansions: number): Diagnostic {
  const times = expansions > 1_000_000 ? 'more than a million times' : `${expansions} times`
  return diagnostic('yaml/too-many-aliases', {
    message: `aliases would expand ${times}, the limit is ${maxExpansions}`,
    help: 'write the values out',
    span,
  })
}

function tooDeep(span: Span | undefined): Diagnostic {
  const help = 'write the values out'
  return diagnostic('yaml/too-deep', {
    message: `nested more than ${maxDepth} levels deep with aliases written out`,
    help,
    span,
  })
}

function badMerge(span: Span): Diagnostic {
  return diagnostic('yaml/syntax', {
    message: 'only a map can be merged with <<',
    help: 'write `<<: *name`, where name is the anchor of a map',
    span,
  })
}

function notAMap(span: Span, found: string): Diagnostic {
  return diagnostic('yaml/not-a-map', {
    message: `expected keys with values, found ${found}`,
    help: 'start with `apiVersion: …`, with a space after the colon',
    span,
  })
}
