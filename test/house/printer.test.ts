// What a contributor writes reaches a terminal and a CI log only through one printer, which makes it harmless.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const printer = 'cli/print/print.ts'

/** Every way in which a program of Node writes to its streams, or lets a child do it. */
const ways = [
  /\bprocess\.std(?:out|err)\b/,
  /\bprocess\[/,
  /\bconsole\b/,
  /\bwriteSync\b/,
  /\b(?:fs|node:fs)\.write\b/,
  /'node:(?:process|console|tty)'/,
  /\/dev\/(?:stdout|stderr|fd|tty)/,
  /stdio: (?:'inherit'|\[[^\]]*(?:'inherit'|[12]))/,
  /\bstyleText\b/,
]

test('only the printer writes to stdout and stderr', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
  const others = files.filter((path) => path !== printer)
  assert.equal(others.length, files.length - 1)
  const found = others.flatMap((path) => {
    const code = readFileSync(src + path, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')
    return ways.flatMap((way) => (way.test(code) ? [`${path}: ${String(way)}`] : []))
  })
  assert.deepEqual(found, [])
})

test('the ways to write are recognised', () => {
  const lines = ['process.stdout.write(x)', "process['stderr'].write(x)", 'console.log(x)', 'fs.write(1, x)']
  for (const line of lines)
    assert.ok(
      ways.some((way) => way.test(line)),
      line,
    )
})
