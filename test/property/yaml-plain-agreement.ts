import assert from 'node:assert/strict'
import { plainValueOf, valueOf } from '../../src/manifest/node-value.ts'
import { resolvePlain } from '../../src/manifest/scalar.ts'
import { sliceOf } from '../../src/manifest/slice.ts'
import type { ValuePath } from '../../src/source/span.ts'
import { parseYaml, type ParsedDocument } from '../../src/source/yaml.ts'
import { parseInFull } from '../../src/source/yaml-full.ts'
import { readPlain } from '../../src/source/yaml-plain.ts'

/** Whether the fast reader accepts the text. If it does, the full parser must read the same without a finding. */
export function agrees(text: string): boolean {
  if (readPlain(text) === undefined) return false
  for (const options of [{}, { plain: resolvePlain }]) {
    const fast = parseYaml('f', text, options)
    const full = parseInFull('f', text, options)
    assert.deepStrictEqual(full.diagnostics, [])
    assert.equal(fast.documents.length, full.documents.length)
    fast.documents.forEach((document, index) => sameDocument(text, document, full.documents[index]))
    if ('plain' in options) fast.documents.forEach((document, index) => sameJson(document, full.documents[index]))
  }
  const one = { documents: 'one' } as const
  assert.deepStrictEqual(parseYaml('f', text, one).diagnostics, parseInFull('f', text, one).diagnostics)
  return true
}

function sameDocument(text: string, fast: ParsedDocument, full: ParsedDocument | undefined): void {
  assert.ok(full !== undefined)
  const value = full.value()
  assert.deepStrictEqual(fast.value(), value)
  assert.deepStrictEqual(keysOf(fast.value()), keysOf(value))
  assert.deepStrictEqual([fast.start, fast.end], [full.start, full.end])
  assert.deepStrictEqual([fast.range[0], fast.range[2]], [full.range[0], full.range[2]])
  assert.equal(textOf(text, fast), textOf(text, full))
  for (const path of pathsOf(value)) {
    for (const at of ['key', 'value'] as const) assert.deepStrictEqual(fast.locate(path, at), full.locate(path, at))
  }
}

function sameJson(fast: ParsedDocument, full: ParsedDocument | undefined): void {
  const json = plainValueOf(fast.plain)
  if (json === undefined) return
  const wanted = valueOf(full?.document().contents ?? null, () => assert.fail('this can be no JSON'))
  assert.deepStrictEqual(json, wanted)
  assert.deepStrictEqual(keysOf(json.value), keysOf(wanted.value))
}

function textOf(source: string, { range: [start, body, end] }: ParsedDocument): string {
  return sliceOf('f', source, { above: 0, start, body, end }).text
}

function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).map(([key, item]) => [key, keysOf(item)])
}

/** All paths that exist, and some that do not. */
function pathsOf(value: unknown): ValuePath[] {
  const paths: ValuePath[] = [[]]
  if (typeof value !== 'object' || value === null) return [[], ['none'], [0]]
  for (const [key, item] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key
    for (const path of pathsOf(item)) paths.push([step, ...path])
  }
  return [...paths, [Object.keys(value).length]]
}
