import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareReleases } from '../../src/plan/release-order.ts'

// The order of https://semver.org, section 11, and versions of other lengths.
const ascending = [
  '0.9.10',
  'v1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  'v1.0.0-rc.1',
  '1.0.0',
  'v1.0.1',
  '1.2',
  '1.10',
  '2026.11.2',
  '2026.11.10',
]

test('releases are compared as versions', () => {
  for (const [index, a] of ascending.entries())
    for (const [other, b] of ascending.entries())
      assert.equal(Math.sign(compareReleases(a, b) ?? Number.NaN), Math.sign(index - other), `${a} and ${b}`)
})

test('a leading v, trailing zeros and build metadata do not affect the order', () => {
  for (const [a, b] of [
    ['v1.2.0', '1.2.0'],
    ['1.2', '1.2.0'],
    ['1.2.0+a1b2', '1.2.0+c3'],
  ] as const)
    assert.equal(compareReleases(a, b), 0)
})

test('releases that are not versions have no order', () => {
  for (const release of ['a1b2c3d', '42', 'next week', '2026-11-02', 'v1.2.x', '', '1.2.0-'])
    assert.equal(compareReleases(release, 'v1.0.0'), undefined, release)
})
