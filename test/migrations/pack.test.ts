import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MigrationFile } from '../../src/migrations/file.ts'
import { goJsonBytes, packLimit, packMigrations } from '../../src/migrations/pack.ts'
import { checksumOf } from '../../src/migrations/read.ts'

function file(name: string, text: string): MigrationFile {
  return { name, path: `waves/x/migrations/${name}`, text, checksum: checksumOf(text) }
}

// The size in bytes of what json.Marshal of Go 1.26 printed for each.
const sizes: readonly (readonly [string, number])[] = [
  ['', 2],
  ['abc', 5],
  ['a"b\\c', 9],
  ['\n\r\t', 8],
  ['\b\f', 6],
  ['\u0000\u001f', 14],
  ['<>&', 20],
  ['\u2028', 8],
  ['é€😀', 11],
]

for (const [text, bytes] of sizes) {
  test(`Go writes ${JSON.stringify(text)} in ${bytes} bytes`, () => assert.equal(goJsonBytes(text), bytes))
}

test('files are packed in order, and no pack is above the limit', () => {
  const files = Array.from({ length: 50 }, (_, n) => file(`V${n}__x.sql`, '<'.repeat(1000 + n * 100)))
  const packs = packMigrations(files).value ?? []
  assert.deepEqual(
    packs.flat().map(({ path }) => path),
    files.map(({ name }) => name),
  )
  assert.ok(packs.length > 1)
  for (const pack of packs) {
    const bytes = pack.reduce((sum, { key, text }) => sum + goJsonBytes(key) + goJsonBytes(text) + 2, 0)
    assert.ok(bytes <= packLimit, `${bytes}`)
  }
})

test('a file that fills a pack alone still fits; with one byte more, the error names image delivery', () => {
  const most = packLimit - 32 - 2
  assert.equal(packMigrations([file('V1__x.sql', 'x'.repeat(most))]).diagnostics.length, 0)
  const [found] = packMigrations([file('V1__x.sql', 'x'.repeat(most + 1))]).diagnostics
  assert.equal(found?.code, 'migrations/too-large')
  assert.match(found?.help ?? '', /delivery: image/)
})

test('the key of a file with any name is legal in a ConfigMap', () => {
  const [[packed] = []] = packMigrations([file('sub folder/V1__größe.sql', 'select 1;')]).value ?? []
  assert.match(packed?.key ?? '', /^[-._a-zA-Z0-9]+$/)
  assert.equal(packed?.path, 'sub folder/V1__größe.sql')
})
