// Every test/**/*.test.ts in one process, so that a run pays for one start of tsx. Words after `npm test --` choose
// files by a part of their path. Node 20 finds no .ts test by itself and calls that a success; here it is an error.
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

const root = new URL('./', import.meta.url)
const wanted = process.argv.slice(2)
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => path.includes(part))))
  .sort()

if (files.length === 0)
  throw new Error(`no test file in test/ ${wanted.length === 0 ? '' : `matches ${wanted.join(' ')}`}`)

for (const file of files) {
  try {
    await import(new URL(file, root).href)
  } catch (error) {
    // A file that can't be loaded is a failed test, and the others still run.
    void test(`test/${file}`, () => {
      throw error
    })
  }
}
