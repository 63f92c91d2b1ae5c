// How the files of a release may differ from the ledger, and how not. A rollback is a release with fewer files.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, preflightStep, runWavec, verifyStep } from '../support/runner.ts'

const files = {
  'V1__t.sql': 'create table t (a int);\n',
  'V2__b.sql': 'alter table t add column b int;\n',
  'V3__c.sql': 'alter table t add column c int;\n',
}
const { 'V1__t.sql': one, 'V2__b.sql': two, 'V3__c.sql': three } = files

const cases = [
  {
    name: 'the newest file is reverted',
    after: { 'V1__t.sql': one, 'V2__b.sql': two },
    exit: 0,
    says: /1 newer than this release/,
  },
  {
    name: 'all files are reverted but the first',
    after: { 'V1__t.sql': one },
    exit: 0,
    says: /2 newer than this release/,
  },
  {
    name: 'a file in the middle is missing',
    after: { 'V1__t.sql': one, 'V3__c.sql': three },
    exit: 4,
    says: /V2__b\.sql \(version 2\) was applied and is missing from the files/,
  },
  {
    name: 'an applied file was edited',
    after: { ...files, 'V2__b.sql': `${two}-- edited` },
    exit: 4,
    says: /V2__b\.sql was edited after it was applied/,
  },
  {
    name: 'another file has the version of one that was applied',
    after: { 'V1__t.sql': one, 'V2__b.sql': two, 'V3__other.sql': 'alter table t add column d int;\n' },
    exit: 4,
    says: /V3__c\.sql was applied, and this release has V3__other\.sql of the same version in its place/,
  },
  {
    name: 'a new file has a lower version than an applied one',
    after: { ...files, 'V1_5__late.sql': 'select 1;' },
    exit: 4,
    says: /V1_5__late\.sql is not applied, but the newer 3 is/,
  },
  {
    name: 'only the line ends of a file changed',
    after: { ...files, 'V2__b.sql': two.replaceAll('\n', '\r\n') },
    exit: 0,
    says: /nothing to apply/,
  },
  {
    name: 'a newer file is added',
    after: { ...files, 'V4__d.sql': 'alter table t add column d int;' },
    exit: 0,
    says: /1 file applied/,
  },
] as const

for (const major of majors) {
  describe(`files that differ from the ledger on PostgreSQL ${major}`, { concurrency: 2 }, () => {
    for (const { name, after, exit, says } of cases) {
      test(name, async () => {
        await using db = await database(major)
        using first = migrations(files)
        using second = migrations(after)
        assert.equal((await runWavec(migrateStep(first), db)).exit, 0)
        const before = await runWavec(preflightStep(second), db)
        assert.equal(before.exit, exit, `preflight: ${JSON.stringify(before.packet)}`)
        const ran = await runWavec(migrateStep(second, { release: 'v2' }), db)
        assert.equal(ran.exit, exit, JSON.stringify(ran.packet))
        assert.match(ran.verdict?.message ?? '', says)
        if (exit !== 0) return
        const last = await runWavec(verifyStep(second, { release: 'v2' }), db)
        assert.equal(last.exit, 0, `verify: ${JSON.stringify(last.packet)}`)
      })
    }
  })
}
