import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { decodeText } from '../../src/source/text.ts'

test('text is decoded as UTF-8, and a byte order mark is dropped', () => {
  assert.equal(decodeText('f', Buffer.from('\ufeffGröße 🐘\r\n')).value, 'Größe 🐘\r\n')
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !/[\0\ufeff]/.test(text)),
      (text) => decodeText('f', Buffer.from(text)).value === text,
    ),
  )
})

// Bytes, the code, and the offset in the text that they decode to.
const refused = [
  [[0x61, 0x0a, 0xe9], 'source/not-utf8', 2],
  [[0xc3, 0xa9, 0xc3], 'source/not-utf8', 1],
  [[0xf0, 0x9f, 0x90, 0x98, 0xff], 'source/not-utf8', 2],
  [[0xed, 0xa0, 0x80], 'source/not-utf8', 0],
  [[0xc0, 0x80], 'source/not-utf8', 0],
  [[0xf4, 0x90, 0x80, 0x80], 'source/not-utf8', 0],
  [[0xef, 0xbb, 0xbf, 0x61, 0x00], 'source/nul', 1],
] as const

for (const [bytes, code, start] of refused) {
  test(`${bytes.map((byte) => byte.toString(16)).join(' ')} is ${code} at ${start}`, () => {
    const { value, diagnostics } = decodeText('f', Uint8Array.from(bytes))
    assert.equal(value, undefined)
    assert.deepEqual(
      diagnostics.map((found) => [found.code, found.span?.start]),
      [[code, start]],
    )
  })
}

test('a file over the limit is refused before it is decoded', () => {
  assert.equal(decodeText('f', Buffer.from('abcd'), { bytes: 4 }).value, 'abcd')
  assert.equal(decodeText('f', Uint8Array.from([0xff, 0xff]), { bytes: 1 }).diagnostics[0]?.code, 'source/too-large')
})
