// A call takes some 100,000 arguments: `push(...list)` of a longer list throws a RangeError, which no small test shows.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { append, greatest, least } from '../../src/diagnostic/long-lists.ts'
import { repository } from '../support/golden.ts'

test('no list of unknown length is spread into push: append takes any', () => {
  const spread = readdirSync(`${repository}src`, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    // A step of the runner and a rehearsal have short lists only.
    .filter((path) => path.endsWith('.ts') && !/^(?:connect|rehearse|run)\//.test(path))
    .filter((path) => /\.push\(\.\.\./.test(withoutComments(readFileSync(`${repository}src/${path}`, 'utf8'))))
  assert.deepEqual(spread, [])
})

test('lists that no call takes are appended and compared', () => {
  const list = Array.from({ length: 300_000 }, (_, at) => at)
  assert.throws(() => Math.max(...list), RangeError)
  const all = [-1]
  append(all, list, list)
  assert.deepEqual([all.length, greatest(all), least(all)], [600_001, 299_999, -1])
})

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
}
