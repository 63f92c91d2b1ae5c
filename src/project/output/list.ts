import { hash } from 'node:crypto'
import { compare } from '../../diagnostic/diagnostic.ts'
import { resolvePath } from '../../source/path.ts'

/** Path in `manifests/` → sha256 (hex) of each text that wavec wrote there: several after a merge or an interrupted run. */
export type Sums = ReadonlyMap<string, readonly string[]>

/**
 * `manifests/.wavec`: one line a file, sorted, so that git merges it well and `sha256sum -c .wavec` reads it. `runner` is the
 * sha256 (hex) of the program that ConfigMaps among them bring to the Jobs.
 */
export function formatList(version: string, sums: Sums, runner?: string): string {
  const lines = [`# wavec ${version} wrote these files; it overwrites and removes no others`]
  if (runner !== undefined) lines.push(`# the program of the Jobs: sha256:${runner}`)
  for (const path of [...sums.keys()].sort(compare)) {
    for (const sum of sums.get(path) ?? []) lines.push(`${sum}  ${path}`)
  }
  return `${lines.join('\n')}\n`
}

/** Takes both sides of a conflict. A line of any other form, or that leads out of `manifests/`, is not taken. */
export function parseList(text: string): Sums {
  const sums = new Map<string, string[]>()
  for (const [, sum, path] of text.matchAll(/^([0-9a-f]{64}) {2}(.+?)\r?$/gm)) {
    if (sum === undefined || path === undefined || !isListable(path)) continue
    const known = sums.get(path) ?? []
    if (!known.includes(sum)) sums.set(path, [...known, sum])
  }
  return sums
}

export function unite(a: Sums, b: Sums): Sums {
  const sums = new Map(a)
  for (const [path, more] of b) sums.set(path, [...new Set([...(sums.get(path) ?? []), ...more])])
  return sums
}

export function sumOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}

const [lineFeed, carriageReturn] = [10, 13]

/** Whether a file has one of these checksums, also as git checks it out on Windows (core.autocrlf), with CR LF at the ends. */
export function isOneOf(content: Uint8Array, sums: readonly string[]): boolean {
  if (sums.includes(sumOf(content))) return true
  return content.includes(carriageReturn) && sums.includes(sumOf(withoutCarriageReturns(content)))
}

function withoutCarriageReturns(content: Uint8Array): Uint8Array {
  return content.filter((byte, at) => byte !== carriageReturn || content[at + 1] !== lineFeed)
}

/** What git leaves in a file that it could not merge. */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7} /m.test(text) && /^={7}\r?$/m.test(text) && /^>{7} /m.test(text)
}

function isListable(path: string): boolean {
  return resolvePath('', path) === path && !path.startsWith('.wavec')
}
