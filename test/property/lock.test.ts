// For any sequence of added, withdrawn and restored files: another compile changes nothing, and the file is complete.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { advance, type Present } from '../../src/migrations/lock-advance.ts'
import { formatLock, type LockedRelease } from '../../src/migrations/lock.ts'
import { shippedIn } from '../../src/migrations/lock-history.ts'
import { parseLock } from '../../src/migrations/lock-parse.ts'
import { anyNames, versionedNames } from '../../src/migrations/naming.ts'
import { checksumOf } from '../../src/migrations/read.ts'

const name = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((version) => `V${version}__step.sql`),
  fc.constantFrom('R__view.sql', 'V1_1__späť.sql', 'V2__a: b #c.sql', 'afterMigrate.sql'),
)
const present = fc.record({
  release: fc.constantFrom('v1', 'v2', '2.30', '7e1', 'null', ''),
  naming: fc.constantFrom(versionedNames, anyNames),
  files: fc
    .uniqueArray(fc.tuple(name, fc.constantFrom('a', 'b')), { selector: ([file]) => file })
    .map((files) => files.map(([file, text]) => ({ name: file, path: `m/${file}`, text, checksum: checksumOf(text) }))),
})

/** Never empty, because there is no lock file before the first release. */
const releases = fc.array(present, { minLength: 1 }).map(walk)

function walk(steps: readonly Present[]): readonly LockedRelease[] {
  let known: readonly LockedRelease[] = []
  for (const step of steps) known = advance(known, step).releases
  return known
}

test('a second compile changes nothing and reports the same edits', () => {
  fc.assert(
    fc.property(fc.array(present), present, (before, now) => {
      const first = advance(walk(before), now)
      const again = advance(first.releases, now)
      assert.deepEqual(again.releases, first.releases)
      const kinds = ({ breaches }: typeof first) =>
        breaches.filter(({ kind }) => kind === 'edited').map(({ shipped }) => shipped)
      assert.deepEqual(
        kinds(again).map(({ file }) => file),
        kinds(first).map(({ file }) => file),
      )
    }),
  )
})

test('a lock file that is read and written again has the same bytes', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), releases, { minKeys: 1 }), (lock) => {
      const text = formatLock(lock)
      const { value, diagnostics } = parseLock('pipeline.lock', text)
      assert.deepEqual(diagnostics, [])
      assert.equal(formatLock(value ?? {}), text)
    }),
  )
})

test('no shipped migration is dropped from the lock file', () => {
  fc.assert(
    fc.property(fc.array(present), present, (before, now) => {
      const [was, is] = [walk(before), advance(walk(before), now).releases].map(shippedIn)
      for (const file of was?.keys() ?? []) assert.ok(is?.has(file), file)
    }),
  )
})
