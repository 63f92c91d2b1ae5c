import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatLock, type LockedRelease } from '../../src/migrations/lock.ts'
import { advance, type Present } from '../../src/migrations/lock-advance.ts'
import { releaseOf, releasesSeen, shippedIn } from '../../src/migrations/lock-history.ts'
import { parseLock } from '../../src/migrations/lock-parse.ts'
import { anyNames, versionedNames } from '../../src/migrations/naming.ts'
import { checksumOf } from '../../src/migrations/read.ts'

type Texts = Readonly<Record<string, string>>

function at(release: string, texts: Texts, naming: Present['naming'] = versionedNames): Present {
  const files = Object.entries(texts).map(([name, text]) => ({
    name,
    path: `m/${name}`,
    text,
    checksum: checksumOf(text),
  }))
  return { release, files, naming }
}

/** Each compile starts from the lock file of the previous one, as if every release was merged. */
function merged(...steps: readonly Present[]): readonly LockedRelease[] {
  let releases: readonly LockedRelease[] = []
  for (const step of steps) {
    const advanced = advance(releases, step)
    assert.deepEqual(advanced.breaches, [])
    releases = advanced.releases
  }
  return releases
}

const summary = (releases: readonly LockedRelease[]) =>
  releases.map(({ release, migrations, withdrawn }) => [release, Object.keys(migrations), withdrawn])

const one = { 'V1__a.sql': 'a' }
const two = { ...one, 'V2__b.sql': 'b' }
const three = { ...two, 'V10__c.sql': 'c' }

test('each release records its new migrations', () => {
  assert.deepEqual(summary(merged(at('v1', two), at('v2', two), at('v3', three))), [
    ['v1', ['V1__a.sql', 'V2__b.sql'], []],
    ['v2', [], []],
    ['v3', ['V10__c.sql'], []],
  ])
})

test('a rollback withdraws the newest migrations, and restoring them is a release too', () => {
  const releases = merged(at('v1', one), at('v2', three), at('v1', one), at('v3', three))
  assert.deepEqual(summary(releases), [
    ['v1', ['V1__a.sql'], []],
    ['v2', ['V2__b.sql', 'V10__c.sql'], []],
    ['v1', [], ['V2__b.sql', 'V10__c.sql']],
    ['v3', ['V2__b.sql', 'V10__c.sql'], []],
  ])
  assert.equal(shippedIn(releases).get('V10__c.sql')?.state, 'present')
  assert.equal(shippedIn(releases.slice(0, 3)).get('V10__c.sql')?.state, 'withdrawn')
})

test('within one release, a migration that is added and removed leaves no entry', () => {
  assert.deepEqual(summary(merged(at('v1', one), at('v1', two), at('v1', one), at('v1', two))), [
    ['v1', ['V1__a.sql', 'V2__b.sql'], []],
  ])
})

const breaches: readonly [string, readonly Present[], Present, readonly string[]][] = [
  ['an edit', [at('v1', two)], at('v2', { ...two, 'V2__b.sql': 'B' }), ['edited V2__b.sql']],
  ['an edit in the same release', [at('v1', two)], at('v1', { ...two, 'V2__b.sql': 'B' }), ['edited V2__b.sql']],
  ['only changed line ends', [at('v1', { 'V1__a.sql': 'a\nb' })], at('v2', { 'V1__a.sql': 'a\r\nb' }), []],
  [
    'an edit with an ignore comment and its reason',
    [at('v1', one)],
    at('v2', { 'V1__a.sql': 'A\n-- wavec:ignore migrations/edited it failed' }),
    [],
  ],
  [
    'an edit with an ignore comment without a reason',
    [at('v1', one)],
    at('v2', { 'V1__a.sql': '-- wavec:ignore migrations/edited' }),
    ['edited V1__a.sql'],
  ],
  ['an edited repeatable file', [at('v1', { ...one, 'R__v.sql': 'v' })], at('v2', { ...one, 'R__v.sql': 'w' }), []],
  ['a removed repeatable file', [at('v1', { ...one, 'R__v.sql': 'v' })], at('v2', one), []],
  ['a file missing in the middle', [at('v1', three)], at('v2', { ...one, 'V10__c.sql': 'c' }), ['removed V2__b.sql']],
  ['a renamed file', [at('v1', one)], at('v2', { 'V1__other.sql': 'a' }), ['removed V1__a.sql']],
  [
    'a new file where one was withdrawn',
    [at('v1', two), at('v2', one)],
    at('v3', { ...one, 'V3__d.sql': 'd' }),
    ['removed V2__b.sql'],
  ],
  [
    'a withdrawn file restored with another text',
    [at('v1', two), at('v2', one)],
    at('v3', { ...one, 'V2__b.sql': 'B' }),
    ['edited V2__b.sql'],
  ],
  [
    'a new file before a shipped one',
    [at('v1', three)],
    at('v2', { ...three, 'V3__d.sql': 'd' }),
    ['out-of-order V3__d.sql'],
  ],
  ['10 sorts after 2', [at('v1', two)], at('v2', three), []],
  [
    'an edited callback',
    [at('v1', { ...one, 'afterMigrate.sql': 'x' })],
    at('v2', { ...one, 'afterMigrate.sql': 'y' }),
    [],
  ],
  [
    'an edited file of another tool',
    [at('v1', { '0001_a.py': 'a' }, anyNames)],
    at('v2', { '0001_a.py': 'A' }, anyNames),
    ['edited-unchecked 0001_a.py'],
  ],
  [
    'a new file of another tool before a shipped one',
    [at('v1', { '0003_a.py': 'a' }, anyNames)],
    at('v2', { '0001_b.py': 'b' }, anyNames),
    [],
  ],
]

for (const [name, before, now, expected] of breaches) {
  test(`findings after the changes: ${name}`, () => {
    const found = advance(merged(...before), now).breaches
    assert.deepEqual(
      found.map((breach) => `${breach.kind} ${breach.kind === 'removed' ? breach.shipped.file : breach.file.name}`),
      expected,
    )
  })
}

test('a lock file is read back as it was written, for all names', () => {
  const lock = {
    default: merged(at('2.30', { 'V1__a.sql': 'a', 'V2__it\'s: "b" #.sql': 'b' }), at('7e1', { 'V1__a.sql': 'a' })),
    staging: merged(at('v2', { '0001.py': 'x', 'sub/0002: y.py': 'y' }, anyNames)),
  }
  const { value, diagnostics } = parseLock('pipeline.lock', formatLock(lock))
  assert.deepEqual(diagnostics, [])
  assert.deepEqual(value, lock)
  assert.equal(formatLock(value ?? {}), formatLock(lock))
})

test('the lock file lists the releases of each environment and the release of each migration', () => {
  const lock = { staging: merged(at('v1', one), at('v2', two), at('v1', one)), production: merged(at('v1', one)) }
  assert.deepEqual(releasesSeen(lock, 'staging'), ['v1', 'v2'])
  assert.deepEqual(releasesSeen(lock, 'nowhere'), [])
  assert.equal(releaseOf(lock, 'staging', 'V2__b.sql'), 'v2')
  assert.equal(releaseOf(lock, 'production', 'V2__b.sql'), undefined)
})
