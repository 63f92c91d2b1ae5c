import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isContract } from '../../src/migrations/contract.ts'

const cases: readonly (readonly [string, boolean])[] = [
  ['-- wavec:contract\nalter table t drop column a;\n', true],
  ['\n-- Why.\n--wavec:contract  \n-- More.\ndrop table t;', true],
  ['-- wavec:contract\r\ndrop table t;\r\n', true],
  ['drop table t;\n-- wavec:contract\n', false],
  ['-- see wavec:contract\ndrop table t;\n', false],
  ['-- wavec:contracts\ndrop table t;\n', false],
  ['', false],
]

test('a migration is a contract if its leading comment says so', () => {
  for (const [text, expected] of cases) assert.equal(isContract(text), expected, text)
})
