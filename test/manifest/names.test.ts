import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitName } from '../../src/manifest/names.ts'

test('fitName: a short name is unchanged', () => assert.equal(fitName('a'.repeat(63)), 'a'.repeat(63)))

test('fitName: a long name is cut and gets a hash', () => {
  const [one, other] = [fitName(`${'a'.repeat(70)}x`), fitName(`${'a'.repeat(70)}y`)]
  assert.equal(one, `${'a'.repeat(54)}-4590abaf`)
  assert.notEqual(one, other)
})

test('fitName: no dash or dot before the hash', () => {
  assert.match(fitName(`orders-.-${'x'.repeat(20)}`, 17), /^orders-[0-9a-f]{8}$/)
})
