import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { renderPacket } from '../../src/run/packet.ts'
import { renderVerdict } from '../../src/run/verdict.ts'

const verdict = {
  wavec: 1,
  step: 'migrate',
  pipeline: 'orders',
  release: 'v1',
  exit: 4,
  code: 'database/refused',
  next: 'argocd app sync orders',
} as const

test('a verdict with any message is one line of JSON of at most 1,000 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (message) => {
      const line = renderVerdict({ ...verdict, message })
      assert.ok(Buffer.byteLength(line) <= 1000)
      assert.ok(!line.includes('\n'))
      assert.equal(typeof JSON.parse(line), 'object')
    }),
  )
})

test('a short verdict is complete, and a truncated one keeps the next command', () => {
  assert.deepEqual(JSON.parse(renderVerdict({ ...verdict, message: 'short' })), { ...verdict, message: 'short' })
  assert.match(renderVerdict({ ...verdict, message: 'ü'.repeat(5000) }), /…","?.*|"next":"argocd app sync orders"/)
})

test('a packet ends with the next command', () => {
  const lines = renderPacket({
    code: 'database/lock-timeout',
    message:
      'V14__note_idx.sql: canceling statement due to lock timeout (55P03); 40 attempts until the deadline of this step',
    statement: { file: 'V14__note_idx.sql', number: 1, line: 2, column: 4, source: '\tadd column note text' },
    sqlstate: '55P03',
    blockers: [
      {
        pid: 8123,
        user: 'app',
        application: 'reporting',
        state: 'idle in transaction',
        query: 'select ? from orders',
        age: 3_130_000,
        isVisible: true,
      },
    ],
    details: [],
    state: 'this run applied: V13__orders_note.sql; of V14__note_idx.sql nothing is left',
    next: 'select pg_terminate_backend(8123);',
  })
  assert.deepEqual(lines, [
    'failed  V14__note_idx.sql: canceling statement due to lock timeout (55P03); 40 attempts until the deadline of this step',
    '        database/lock-timeout, SQLSTATE 55P03',
    'V14__note_idx.sql:2:4 statement 1',
    '  2 │ \tadd column note text',
    '    │ \t  ^',
    'blocked by pid 8123 (app, reporting, idle in transaction, 52 min): select ? from orders',
    'state   this run applied: V13__orders_note.sql; of V14__note_idx.sql nothing is left',
    'next: select pg_terminate_backend(8123);',
  ])
})
