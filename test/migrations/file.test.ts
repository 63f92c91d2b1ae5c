import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareVersions, parseMigrationName } from '../../src/migrations/file.ts'

const names: readonly (readonly [string, string | undefined])[] = [
  ['V1__create.sql', 'versioned 1'],
  ['V2_1__add_note.sql', 'versioned 2.1'],
  ['V20261123.1__x.sql', 'versioned 20261123.1'],
  ['sub/V3__x.sql', 'versioned 3'],
  ['B10__base.sql', 'baseline 10'],
  ['U3__undo.sql', 'undo 3'],
  ['R__view.sql', 'repeatable'],
  ['V8__index.sql.conf', 'script-config'],
  ['afterMigrate.sql', 'callback'],
  ['beforeEachMigrate__quiet.sql', 'callback'],
  ['afterMigrateError.sql', 'callback'],
  ['V1_create.sql', undefined],
  ['v1__create.sql', undefined],
  ['V__create.sql', undefined],
  ['V1__.sql', undefined],
  ['V1__x.SQL', undefined],
  ['R_view.sql', undefined],
  ['R1__view.sql', undefined],
  ['beforeMigration.sql', undefined],
  ['README.md', undefined],
]

for (const [name, expected] of names) {
  test(`${name} is ${expected ?? 'not a migration'}`, () => {
    const parsed = parseMigrationName(name)
    const shown =
      parsed === undefined ? undefined : 'version' in parsed ? `${parsed.kind} ${parsed.version}` : parsed.kind
    assert.equal(shown, expected)
  })
}

test('versions compare number by number, and a missing part is 0', () => {
  const sorted = ['1', '1.0.1', '1.2', '1.10', '2', '10', '20261123093000']
  assert.deepEqual([...sorted].reverse().sort(compareVersions), sorted)
  assert.equal(compareVersions('1', '1.0'), 0)
  assert.equal(compareVersions('01', '1'), 0)
  assert.equal(compareVersions('99999999999999999999998', '99999999999999999999999'), -1)
})
