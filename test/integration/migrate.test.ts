// The migrate step as a process of its own on real servers.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { database, majors } from '../support/postgres.ts'
import { migrateStep, migrations, runWavec } from '../support/runner.ts'

for (const major of majors) {
  describe(`migrate on PostgreSQL ${major}`, () => {
    test('applies what is pending once, then finds nothing to do', async () => {
      await using db = await database(major)
      using set = migrations({
        'V1__orders.sql': 'create table orders (id bigint primary key, note text);\ninsert into orders values (1);\n',
        'V2__idx.sql': 'create index concurrently orders_note_idx on orders (note);\n',
        'R__view.sql': 'create or replace view notes as select note from orders;\n',
      })
      const step = migrateStep(set, { expect: [{ table: 'orders', columns: { id: 'int8' } }, { query: 'select count(*) from orders', equals: 1 }] })
      const first = await runWavec(step, db)
      console.log(first)
      assert.equal(first.exit, 0)
      const second = await runWavec(step, db)
      console.log(second.ms, second.lines.map(({ message }) => message))
      assert.equal(second.exit, 0)
    })
  })
}
