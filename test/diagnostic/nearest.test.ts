import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from '../../src/diagnostic/nearest.ts'

test('the nearest word is one that a typo explains', () => {
  assert.equal(nearest('chekc', ['compile', 'check']), 'check')
  assert.equal(nearest('frobnicate', ['compile', 'check']), undefined)
  assert.equal(nearest('a', ['b']), 'b')
})

test('a text that a user does not type is compared with nothing, and costs nothing', () => {
  const long = 'x'.repeat(1_000_000)
  assert.equal(nearest(long, [`${long}y`, long]), undefined)
})
