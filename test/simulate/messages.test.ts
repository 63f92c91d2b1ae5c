// Every message with which an operation ends a pass has a page in `wavec explain`, and every page is complete.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { messagePageOf, messagePages } from '../../src/explain/argocd-messages.ts'
import { fixtures, traceOf } from './fixture.ts'

test('every message of a simulation has a page', () => {
  const messages = new Set(fixtures.flatMap((name) => traceOf(name).passes.map(({ message }) => message)))
  assert.ok(messages.size > 50)
  assert.deepEqual(
    [...messages].filter((message) => message !== '' && messagePageOf(message) === undefined),
    [],
  )
})

test('each page is found by its own text, and says what to do', () => {
  for (const page of messagePages) {
    assert.equal(messagePageOf(page.text.replaceAll('…', '3')), page, page.text)
    for (const text of [page.condition, page.effect, page.workaround]) assert.match(text, /\.$/)
  }
})
