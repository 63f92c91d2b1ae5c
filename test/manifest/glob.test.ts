import assert from 'node:assert/strict'
import { test } from 'node:test'
import { globMatches } from '../../src/manifest/glob.ts'

const cases: readonly (readonly [pattern: string, text: string, expected: boolean, separator?: string])[] = [
  ['*', '', true],
  ['*', 'shop', true],
  ['shop-*', 'shop-prod', true],
  ['shop-*', 'shop', false],
  ['*-prod', 'shop-prod', true],
  ['shop', 'Shop', false],
  ['', '', true],
  ['', 'x', false],
  ['sh?p', 'shop', true],
  ['sh?p', 'shp', false],
  ['[sS]hop', 'Shop', true],
  ['[!s]hop', 'shop', false],
  ['shop-[a-c]', 'shop-b', true],
  ['{shop,billing}-prod', 'billing-prod', true],
  ['{shop,billing}-prod', 'orders-prod', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['https://github.com/acme/*', 'https://github.com/acme/shop', true, '/'],
  ['https://github.com/acme/*', 'https://github.com/acme/shop/x', false, '/'],
  ['https://github.com/acme/**', 'https://github.com/acme/shop/x', true, '/'],
  ['https://*/acme/shop', 'https://github.com/acme/shop', true, '/'],
]

for (const [pattern, text, expected, separator] of cases) {
  test(`${pattern} ${expected ? 'matches' : 'does not match'} ${text}`, () =>
    assert.equal(globMatches(pattern, text, separator), expected))
}

test('many stars are matched quickly', () => assert.equal(globMatches(`${'*a'.repeat(200)}b`, 'a'.repeat(5000)), false))
