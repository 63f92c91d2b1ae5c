// A tool is one file: the registry, the schema of a spec and the compiler's types follow from it.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import * as z from 'zod/mini'
import { schemasOf } from '../../src/pipeline/schema.ts'
import { tools, toolsOf, type Tool } from '../../src/tools/index.ts'
import { repository } from '../support/golden.ts'

/** The fields that a tool may leave out. */
type Optional = { [K in keyof Tool]-?: object extends Pick<Tool, K> ? K : never }[keyof Tool]

test('a tool that lacks a field does not compile', () => {
  const isTotal: [Optional] extends [never] ? true : false = true
  const { history: _, ...rest } = whole()
  // @ts-expect-error its history is missing
  const incomplete: Tool = rest
  assert.ok(isTotal && !('history' in incomplete))
})

test('a spec accepts the tools of its registry and the settings of each', () => {
  const other = { ...whole(), id: 'other' }
  const { Migrations } = schemasOf(toolsOf([other]))
  assert.ok(Migrations.safeParse({ tool: 'other', path: 'm', other: {} }).success)
  assert.ok(!Migrations.safeParse({ tool: whole().id, path: 'm' }).success)
  assert.ok(!Migrations.safeParse({ tool: 'other', path: 'm', other: { unknown: 1 } }).success)
})

test('the settings of a tool in `schema --yaml` are valid and complete', () => {
  for (const { id, settings, settingsExample } of Object.values(tools)) {
    const own = z.object({ [id]: settings }).safeParse(parse(settingsExample))
    assert.ok(own.success, id)
    const { properties = {} } = z.toJSONSchema(settings, { io: 'input' })
    for (const name of Object.keys(properties)) assert.match(settingsExample, new RegExp(`\\b${name}:`))
  }
})

test('no file outside of src/tools compares the name of a tool', () => {
  const ids = Object.keys(tools).join('|')
  const comparison = new RegExp(
    `(?:[!=]==|\\bcase) '(?:${ids})'|'(?:${ids})' [!=]==|\\btools\\.(?:${ids})\\b|\\[[^\\]]*'(?:${ids})', *'(?:${ids})'`,
    'g',
  )
  // Not the tool but the language of a function.
  const others = new Set(["src/sql/read/routine.ts: === 'sql'"])
  const files = readdirSync(`${repository}src`, { recursive: true, encoding: 'utf8' }).map((path) => `src/${path}`)
  const found = files
    .filter((path) => path.endsWith('.ts') && !path.startsWith('src/tools/'))
    .flatMap((path) => Array.from(read(path).matchAll(comparison), ([text]) => `${path}: ${text}`))
  assert.deepEqual(
    found.filter((each) => !others.has(each)),
    [],
  )
})

function read(path: string): string {
  return readFileSync(`${repository}${path}`, 'utf8')
}

function whole(): Tool {
  const [first] = Object.values(tools)
  assert.ok(first !== undefined)
  return first
}
