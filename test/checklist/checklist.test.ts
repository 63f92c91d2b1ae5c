// The table in README.md is complete, and every file that it names exists.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { repository } from '../support/golden.ts'

const rows = readFileSync(new URL('README.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )

const numbers = [
  4, 5, 6, 13, 16, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 33, 35, 38, 40, 43, 44, 47, 48, 50, 51, 52, 53, 54,
  58, 62, 66, 68, 74, 75, 76, 77, 81, 87, 88, 89,
]

test('every piece of advice in the code pages and the compiler has a row', () => {
  assert.deepEqual(
    rows.map(([number]) => Number(number)),
    numbers,
  )
  for (const cells of rows) assert.equal(cells.length, 4, cells.join('|'))
})

test('each row names the files that prove it, or says why there are none', () => {
  for (const [number, , , shown = ''] of rows) {
    const paths = [...shown.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
    if (shown.startsWith('not shown: ')) continue
    assert.ok(paths.length > 0, `row ${number} names nothing`)
    for (const path of paths) assert.ok(existsSync(`${repository}${path}`), `row ${number}: ${path} is not there`)
  }
})
