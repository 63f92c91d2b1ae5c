import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import type { HttpAnswer } from '../../src/connect/http-answer.ts'
import { checkUrl } from '../../src/run/http/http.ts'
import { jsonMismatch } from '../../src/run/http/json.ts'
import { askLive } from '../../src/run/http/live.ts'
import { judge, type Check } from '../../src/run/http/verdict.ts'
import { closedPort } from '../connect/http-servers.ts'
import { testAdapters } from './http-adapters.ts'
import { application } from './http-process.ts'

const body = {
  status: 'ok',
  count: 2,
  none: null,
  off: false,
  checks: { database: 'down', 'dotted.key': 7 },
  items: [{ id: 1 }, { id: 2 }],
  'a.b': { c: 3 },
  empty: {},
}

const paths: readonly (readonly [
  path: string,
  expected: string | number | boolean | null,
  mismatch: string | undefined,
])[] = [
  ['status', 'ok', undefined],
  ['count', 2, undefined],
  ['none', null, undefined],
  ['off', false, undefined],
  ['items.1.id', 2, undefined],
  ['items[0].id', 1, undefined],
  ['a.b.c', 3, undefined],
  ['checks.dotted.key', 7, undefined],
  ['count', '2', 'expected count to be "2", found 2'],
  ['none', 'null', 'expected none to be "null", found null'],
  ['checks.database', 'ok', 'expected checks.database to be "ok", found "down"'],
  ['checks', 'ok', 'expected checks to be "ok", found an object with database, dotted.key'],
  ['items', 1, 'expected items to be 1, found a list of 2'],
  ['checks.cache', 'ok', 'expected checks.cache to be "ok", but checks has no cache, only database, dotted.key'],
  [
    'nothing',
    1,
    'expected nothing to be 1, but the body has no nothing, only status, count, none, off, checks, items, a.b, empty',
  ],
  ['items.2.id', 1, 'expected items.2.id to be 1, but items is a list of 2, without 2'],
  ['items.first', 1, 'expected items.first to be 1, but items is a list of 2, without first'],
  ['status.deep', 1, 'expected status.deep to be 1, but status is "ok", without deep'],
  ['empty.key', 1, 'expected empty.key to be 1, but empty is empty, without key'],
  [
    'constructor',
    'x',
    'expected constructor to be "x", but the body has no constructor, only status, count, none, off, checks, items, a.b, empty',
  ],
]

for (const [path, expected, mismatch] of paths) {
  test(`JSON ${path} = ${JSON.stringify(expected)}`, () => assert.equal(jsonMismatch(body, path, expected), mismatch))
}

test('the path of each scalar finds this scalar and no other', () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_.]{0,5}[a-z0-9_]$/)
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
      fc.array(tie('tree'), { maxLength: 3 }),
    ),
  }))
  fc.assert(
    fc.property(tree, (value) => {
      for (const [path, scalar] of leaves(value)) {
        if (path === '' || leaves(value).filter(([other]) => other === path).length > 1) continue
        assert.equal(jsonMismatch(value, path, scalar), undefined)
        assert.equal(jsonMismatch(value, path, scalar + 1), `expected ${path} to be ${scalar + 1}, found ${scalar}`)
      }
    }),
  )
})

const check: Check = { path: '/readyz', status: 200, timeout: 1000 }
const answered = (more: object): HttpAnswer => ({ ok: true, status: 200, body: '', ms: 3, ...more })

const verdicts: readonly (readonly [name: string, answer: HttpAnswer, check: Check, why: string | undefined])[] = [
  ['the expected response', answered({}), check, undefined],
  [
    'another status',
    answered({ status: 503, body: '{"error": "no\n database"}' }),
    check,
    'expected status 200, found 503: "{\\"error\\": \\"no database\\"}"',
  ],
  ['a redirect', answered({ status: 302, location: '/login' }), check, 'expected status 200, found 302 to "/login"'],
  ['an expected redirect', answered({ status: 302, location: '/login' }), { ...check, status: 302 }, undefined],
  [
    'a body that is not JSON',
    answered({ body: '<html>\u001b[2J' }),
    { ...check, json: { a: 1 } },
    'expected JSON, found "<html> [2J"',
  ],
  ['an empty body', answered({}), { ...check, json: { a: 1 } }, 'expected JSON, found an empty body'],
  [
    'truncated JSON',
    answered({ body: '{}', cut: true }),
    { ...check, json: { a: 1 } },
    'expected JSON, found a body longer than 1 MiB',
  ],
  [
    'a wrong field',
    answered({ body: '{"a":1,"b":2}' }),
    { ...check, json: { a: 1, b: 3 } },
    'expected b to be 3, found 2',
  ],
  [
    'no response',
    { ok: false, code: 'timeout', message: 'no connection within 1 s', ms: 1000 },
    check,
    'expected status 200, found no answer: no connection within 1 s',
  ],
]

for (const [name, answer, given, why] of verdicts) {
  test(`the verdict on ${name}`, () => {
    const verdict = judge(answer, given)
    assert.equal(verdict.passed ? undefined : verdict.why, why)
  })
}

test('a check’s path is appended to the base path', () => {
  assert.equal(checkUrl('http://a:1', '/x'), 'http://a:1/x')
  assert.equal(checkUrl('http://a:1/', '/x'), 'http://a:1/x')
  assert.equal(checkUrl('https://gateway/orders/', 'x?y=z'), 'https://gateway/orders/x?y=z')
})

test('live checks record their results for a later comparison, and retry a failure', async () => {
  await using app = await application({ answers: { '/ok': [200], '/flaky': [500, 200], '/bad': [500] } })
  using adapters = testAdapters()
  const url = `http://localhost:${app.port}`
  const http = ['/ok', '/flaky', '/bad'].map((path) => ({ ...check, path }))
  assert.deepEqual(
    (await askLive({ url, http }, adapters)).map((answer) => ({
      ...answer,
      detail: answer.detail.replace(/\d+ ms/, 'N ms'),
    })),
    [
      { url: `${url}/ok`, passed: true, serving: 'yes', detail: 'passed in N ms' },
      { url: `${url}/flaky`, passed: true, serving: 'yes', detail: 'passed on attempt 2' },
      { url: `${url}/bad`, passed: false, serving: 'yes', detail: 'expected status 200, found 500: "status 500"' },
    ],
  )
  const offline = `http://localhost:${await closedPort()}`
  assert.deepEqual(await askLive({ url: offline, http: [check] }, adapters), [
    {
      url: `${offline}/readyz`,
      passed: false,
      serving: 'no',
      detail: 'expected status 200, found no answer: connection refused',
    },
  ])
})

/** The number at each path; a key with dots gives the path that a user would write. */
function leaves(value: unknown, path = ''): readonly (readonly [string, number])[] {
  if (typeof value === 'number') return [[path, value]]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value as object)
  return entries.flatMap(([key, inner]) => leaves(inner, path === '' ? String(key) : `${path}.${key}`))
}
