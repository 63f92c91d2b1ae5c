// What is printed of a thrown value of any type.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thrownLines, thrownText } from '../../src/diagnostic/thrown.ts'

class ExitStatus {
  readonly name = 'ExitStatus'
  readonly message = 'Program terminated with exit(1)'
  readonly status = 1
}

const withoutStack = (error: Error): Error => Object.assign(error, { stack: `${error.name}: ${error.message}` })

const cases: readonly (readonly [what: string, thrown: unknown, lines: readonly string[], text: string])[] = [
  ['a text', 'no such thing', ['thrown: no such thing'], 'no such thing'],
  ['an empty text', '', ['thrown: an empty text'], 'an empty text'],
  ['null', null, ['thrown: null'], 'null'],
  ['undefined', undefined, ['thrown: undefined'], 'undefined'],
  ['a symbol', Symbol('x'), ['thrown: Symbol(x)'], 'Symbol(x)'],
  ['a bigint', 5n, ['thrown: 5n'], '5n'],
  [
    'an object with a name and a message that is no Error',
    new ExitStatus(),
    ['thrown: ExitStatus: Program terminated with exit(1)', '    status: 1'],
    'ExitStatus: Program terminated with exit(1)',
  ],
  [
    'an object without a prototype',
    Object.assign(Object.create(null), { code: 'E1', inner: {} }),
    ['thrown: an object', '    code: E1, inner: an object'],
    'an object',
  ],
  ['a DOMException', new DOMException('stopped', 'AbortError'), [`AbortError: stopped`], 'stopped'],
  [
    'an AggregateError',
    withoutStack(new AggregateError([withoutStack(new TypeError('a')), 'b'], 'two failed')),
    ['AggregateError: two failed', '  error 1: TypeError: a', '  error 2: thrown: b'],
    'two failed',
  ],
  [
    'an AggregateError without a message',
    withoutStack(new AggregateError([withoutStack(new Error('a')), null])),
    ['AggregateError: ', '  error 1: Error: a', '  error 2: thrown: null'],
    'a, null',
  ],
  [
    'an error with a cause that has one',
    withoutStack(new Error('top', { cause: withoutStack(new RangeError('middle', { cause: { code: 5 } })) })),
    ['Error: top', '  caused by: RangeError: middle', '    caused by: thrown: an object', '        code: 5'],
    'top',
  ],
]

for (const [what, thrown, lines, text] of cases)
  test(`thrown: ${what}`, () => {
    const seen = thrownLines(thrown).filter((line) => !/^\s+at /.test(line))
    assert.deepEqual(seen, lines)
    assert.equal(thrownText(thrown), text)
  })

test('the stack of an error is shown, and no value that may be a row or a password', () => {
  const error = Object.assign(new Error('relation is missing'), {
    code: '42P01',
    detail: 'Key (email)=(ada@example.org)',
    config: { password: 'hunter2' },
  })
  const lines = thrownLines(error)
  assert.equal(lines[0], 'Error: relation is missing')
  assert.match(lines[1] ?? '', /^ {4}at .*thrown\.test\.ts/)
  assert.equal(lines.at(-1), '    code: 42P01, detail: a string, config: an object')
})

test('a circle of causes, a getter that throws and a text without end do not prevent the report', () => {
  const error = new Error('x'.repeat(100_000))
  error.cause = error
  Object.defineProperty(error, 'status', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })
  const lines = thrownLines(error)
  assert.ok(lines.length < 100 && lines.every((line) => line.length <= 1001), `${lines.length} lines`)
})
