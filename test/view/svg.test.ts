import assert from 'node:assert/strict'
import { test } from 'node:test'
import { svg } from '../../src/view/svg.ts'
import { golden } from '../support/golden.ts'
import { migrateFails, tasks } from './sample-trace.ts'

test('without states the diagram shows the order', () =>
  golden('test/view/golden/order.svg', svg({ title: 'orders · production', tasks })))

test('with states the diagram shows the state of each task', () => {
  const states = migrateFails.passes[1]?.states ?? {}
  golden('test/view/golden/states.svg', svg({ title: 'orders · production', tasks, states }))
})

test('names are escaped', () => {
  const [task] = tasks
  assert.ok(task !== undefined)
  const name = `</text><script>&"'\u0000\ud800${'x'.repeat(80)}`
  const text = svg({ title: name, tasks: [{ ...task, name, namespace: name }] })
  assert.doesNotMatch(text, /<script/)
  // oxlint-disable-next-line no-control-regex -- characters that must be absent
  assert.doesNotMatch(text, /\u0000/)
  assert.ok(text.isWellFormed())
})

test('a sync without tasks gives an empty diagram', () =>
  assert.match(svg({ title: 'empty', tasks: [] }), /<svg[^]*<\/svg>\n$/))
