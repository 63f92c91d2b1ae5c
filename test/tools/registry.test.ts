// A tool is one file: the registry, the schema of a spec and the compiler's types follow from it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schemasOf } from '../../src/pipeline/schema.ts'
import { tools, toolsOf, type Tool } from '../../src/tools/index.ts'

/** The fields that a tool may leave out. */
type Optional = { [K in keyof Tool]-?: object extends Pick<Tool, K> ? K : never }[keyof Tool]

test('a tool that lacks a field does not compile', () => {
  const isTotal: [Optional] extends [never] ? true : false = true
  const { history: _, ...rest } = whole()
  // @ts-expect-error its history is missing
  const incomplete: Tool = rest
  assert.ok(isTotal && !('history' in incomplete))
})

test('a spec may name the tools of its registry, each with settings of its own', () => {
  const other = { ...whole(), id: 'other' }
  const { Migrations } = schemasOf(toolsOf([other]))
  assert.ok(Migrations.safeParse({ tool: 'other', path: 'm', other: {} }).success)
  assert.ok(!Migrations.safeParse({ tool: whole().id, path: 'm' }).success)
  assert.ok(!Migrations.safeParse({ tool: 'other', path: 'm', other: { unknown: 1 } }).success)
})

function whole(): Tool {
  const [first] = Object.values(tools)
  assert.ok(first !== undefined)
  return first
}
