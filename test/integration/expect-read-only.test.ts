// An expectation reads. One that writes is not met, and changes nothing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'
import { value } from './scenes.ts'

const writes = [
  'drop table keep',
  'insert into keep values (1) returning n',
  `select nextval('numbers')`,
  'select filled()',
  'with gone as (delete from keep returning n) select count(*) from gone',
]

for (const major of majors)
  describe(`expectations on PostgreSQL ${major}`, () => {
    test('one that writes is not met, and what it would have changed stays', async () => {
      await using db = await database(major)
      await using client = await db.client()
      using set = migrations({
        'V1__keep.sql': `create table keep (n int);
insert into keep values (0);
create sequence numbers;
create function filled() returns int language sql as 'insert into keep values (2) returning n';
`,
      })
      const expect = [
        ...writes.map((query) => ({ query, equals: 1 })),
        { query: 'select count(*) from keep', equals: 1 },
      ]
      const { exit, packet } = await runWavec(migrateStep(set, { expect }), db)
      assert.equal(exit, 4)
      assert.equal(packet?.code, 'migrate/unexpected')
      assert.equal(packet.details?.length, writes.length, packet.details?.join('\n'))
      for (const detail of packet.details ?? []) assert.match(detail, /read-only transaction/)
      assert.equal(await value(client, 'select count(*)::int from keep'), 1)
      assert.equal(await value(client, 'select is_called from numbers'), false)
    })
  })
