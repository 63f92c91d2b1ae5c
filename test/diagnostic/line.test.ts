import assert from 'node:assert/strict'
import { test } from 'node:test'
import { check, constantFrom, property, string, array, oneof } from 'fast-check'
import { jsonText } from '../../src/diagnostic/json-text.ts'
import { painted, written, type Line } from '../../src/diagnostic/line.ts'
import { hostileText, mistakesIn } from '../support/hostile.ts'

for (const [text, shown] of [
  ['v2\n::error title=pwned::x', 'v2␊::error title=pwned::x'],
  ['::add-mask::shop', ': :add-mask::shop'],
  [' \t\u00a0\u3000::add-mask::shop', ' \t\u00a0\u3000: :add-mask::shop'],
  ['a ##[error]b ##vso[task.x]c ###[d', 'a ## [error]b ## vso[task.x]c ### [d'],
  ['\u001b[2Ja\rb\u0085c\u009b31md\u0000\u007f', '␛[2Ja␍b�c�31md␀␡'],
  ['a\u202eb\u2066c\u200bd\u2028e\ufefff', 'a�b�c�d�e�f'],
  ['\u{1f469}\u200d\u{1f4bb} نمی\u200cخواهم\tx', '\u{1f469}\u200d\u{1f4bb} نمی\u200cخواهم\tx'],
] as const)
  test(`a line ${JSON.stringify(text)}`, () => assert.equal(written([text]), `${shown}\n`))

test('only wavec sets colours, and its colours do not hide a command', () => {
  const key = 'key'
  assert.equal(
    written([`${painted(key, [31, 39], 'red \u001b[32m')} \u001b[31mplain`], key),
    '\u001b[31mred ␛[32m\u001b[39m ␛[31mplain\n',
  )
  assert.equal(written([painted(key, [2, 22], '::stop-commands::x')], key), '\u001b[2m: :stop-commands::x\u001b[22m\n')
  assert.equal(written([`${painted(key, [2, 22], '')}::x::`], key), '\u001b[2m\u001b[22m: :x::\n')
})

test('a workflow command is escaped as the toolkit of GitHub does', () => {
  const line: Line = {
    command: 'error',
    properties: { file: 'a:b,c%\nd::e', line: 3 },
    message: '100%\n::warning::x\r##[error]\u001b',
  }
  assert.equal(written([line]), '::error file=a%3Ab%2Cc%25%0Ad%3A%3Ae,line=3::100%25%0A::warning::x␍## [error]␛\n')
})

test('JSON keeps its value, and nothing in it acts', () => {
  const text = property(hostileText, (value) => {
    const json = jsonText({ value, [value]: [value] }, 2)
    assert.deepEqual(JSON.parse(json), JSON.parse(JSON.stringify({ value, [value]: [value] })))
    assert.equal(written(json.split('\n')), `${json}\n`)
    assert.deepEqual(mistakesIn(json), [])
  })
  assert.equal(check(text, { numRuns: 500, seed: 1 }).failed, false)
})

test('any lines give as many harmless lines', () => {
  const lines = property(array(oneof(hostileText, string(), constantFrom('', '::error::'))), (texts) => {
    const text = written(texts)
    assert.equal(text.split('\n').length - 1, texts.length)
    assert.deepEqual(mistakesIn(text), [])
    assert.equal(written(text.split('\n').slice(0, -1)), text)
  })
  assert.equal(check(lines, { numRuns: 500, seed: 1 }).failed, false)
})
