// A table of single statements: the classifier and the server must agree on locks, rewrites and scans, and with the
// verdict that is written here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, majors, missingMajors, server } from '../support/postgres.ts'
import { compare } from './compare.ts'
import { measure } from './measure.ts'
import { claimsOf, templateOf } from './servers.ts'

/** A column of each type that can change without reading the rows, and of others that can't. */
const kinds = `
create table kinds (
  id integer primary key, short varchar(50), long text, padded char(10), exact numeric(10, 2), whole integer,
  net cidr, plain timestamp, zoned timestamptz, doc json, state order_status, bits varbit(8), free varchar,
  checked varchar(50) constraint kinds_checked check (checked <> ''), precise timestamp(3), sum integer not null, named label
);
insert into kinds select n, 's', 'l', 'p', 1.5, n, '10.0.0.0/8', now(), now(), '{}', 'placed', b'1', 'f', 'c', now(), n, 'n'
from generate_series(1, 2000) n;
create index kinds_short_idx on kinds (short);
create table tagged (id integer not null, tag text);
insert into tagged select n, 't' from generate_series(1, 2000) n;
alter table tagged add constraint tagged_set check (tag is not null);
create table derived (id integer, twice integer generated always as (id * 2) stored);
create function one() returns integer language sql as 'select 1';
create function slow() returns integer language plpgsql as 'begin return 1; end';
create function noise() returns double precision language sql as 'select random()';
`

type Word = 'catalogue' | 'rewrite' | 'scan' | 'build'
type Row = readonly [sql: string, word: Word, since?: number]

const rows: readonly Row[] = [
  // Types: metadata only.
  ['alter table kinds alter short type varchar(100)', 'catalogue'],
  ['alter table kinds alter short type text', 'catalogue'],
  ['alter table kinds alter long type varchar', 'catalogue'],
  ['alter table kinds alter free type text', 'catalogue'],
  ['alter table kinds alter exact type numeric(12, 2)', 'catalogue'],
  ['alter table kinds alter exact type numeric', 'catalogue'],
  ['alter table kinds alter net type inet', 'catalogue'],
  ["set local timezone = 'UTC'; alter table kinds alter plain type timestamptz", 'catalogue'],
  ['alter table kinds alter long type label', 'catalogue'],
  ['alter table kinds alter bits type varbit(16)', 'catalogue'],
  ['alter table kinds alter precise type timestamp', 'catalogue'],
  ['alter table kinds alter precise type timestamp(6)', 'catalogue'],
  ['alter table kinds alter short type varchar(100) using short::varchar(100)', 'catalogue'],
  ['alter table kinds alter long type text collate "C"', 'catalogue'],
  ['alter table kinds alter short type varchar(50) collate "C"', 'build'],
  ['alter table kinds alter checked type varchar(100)', 'scan'],
  // Types: every row is rewritten.
  ['alter table kinds alter whole type bigint', 'rewrite'],
  ['alter table kinds alter padded type char(20)', 'rewrite'],
  ['alter table kinds alter padded type text', 'rewrite'],
  ['alter table kinds alter exact type numeric(12, 3)', 'rewrite'],
  ['alter table kinds alter plain type timestamp(3)', 'rewrite'],
  ['alter table kinds alter short type varchar(40)', 'rewrite'],
  ['alter table kinds alter long type varchar(100)', 'rewrite'],
  ['alter table kinds alter doc type jsonb', 'rewrite'],
  ['alter table kinds alter state type text', 'rewrite'],
  ['alter table kinds alter long type text using upper(long)', 'rewrite'],
  ['alter table kinds alter whole type positive', 'rewrite'],
  // New columns.
  ['alter table kinds add c integer', 'catalogue'],
  ['alter table kinds add c integer not null default 7', 'catalogue'],
  ['alter table kinds add c timestamptz not null default now()', 'catalogue'],
  ['alter table kinds add c timestamptz not null default current_timestamp', 'catalogue'],
  ["alter table kinds add c date default (now() at time zone 'utc')::date", 'catalogue'],
  ['alter table kinds add c integer default one()', 'catalogue'],
  ['alter table kinds add c label', 'catalogue'],
  ["alter table kinds add c text[] not null default '{}'", 'catalogue'],
  ['alter table kinds add c bigint references users (id)', 'catalogue'],
  ['alter table kinds add c timestamptz default clock_timestamp()', 'rewrite'],
  ['alter table kinds add c uuid default gen_random_uuid()', 'rewrite'],
  ['alter table kinds add c double precision default random()', 'rewrite'],
  ['alter table kinds add c integer default slow()', 'rewrite'],
  ['alter table kinds add c double precision default noise()', 'rewrite'],
  ['alter table kinds add c bigserial', 'rewrite'],
  ['alter table kinds add c bigint generated always as identity', 'rewrite'],
  ['alter table kinds add c integer generated always as (whole * 2) stored', 'rewrite'],
  ['alter table kinds add c integer generated always as (whole * 2) virtual', 'catalogue', 18],
  ['alter table kinds add c positive', 'rewrite'],
  ['alter table kinds add c integer check (c > 0)', 'scan'],
  ['alter table kinds add c integer unique', 'build'],
  ['alter table kinds add c bigint default 1 references users (id)', 'scan'],
  // Constraints.
  ['alter table kinds alter long set not null', 'scan'],
  ['alter table kinds alter sum set not null', 'catalogue'],
  ['alter table tagged alter tag set not null', 'catalogue'],
  ['alter table kinds alter sum drop not null', 'catalogue'],
  ['alter table kinds add constraint k check (whole > 0)', 'scan'],
  ['alter table kinds add constraint k check (whole > 0) not valid', 'catalogue'],
  ['alter table kinds add constraint k check (whole > 0) not enforced', 'catalogue', 18],
  ['alter table kinds add constraint k not null long not valid', 'catalogue', 18],
  ['alter table kinds add constraint k foreign key (whole) references users (id)', 'scan'],
  ['alter table kinds add constraint k foreign key (whole) references users (id) not valid', 'catalogue'],
  ['alter table kinds add constraint k foreign key (whole) references users (id) not enforced', 'catalogue', 18],
  ['alter table kinds add constraint k unique (sum)', 'build'],
  ['alter table coupons add primary key (code)', 'build'],
  ['alter table seats add constraint s primary key using index seats_flight_seat_idx', 'catalogue'],
  ['alter table seats add constraint s unique using index seats_flight_seat_idx', 'catalogue'],
  ['alter table kinds add exclude (sum with =)', 'build'],
  ['alter table kinds drop constraint kinds_checked', 'catalogue'],
  ['alter table orders drop constraint orders_user_fk', 'catalogue'],
  ['alter table shipments validate constraint shipments_order_fk', 'catalogue'],
  ['alter domain label add constraint short check (length(value) < 100)', 'scan'],
  ['alter domain label add constraint short check (length(value) < 100) not valid', 'catalogue'],
  // Other statements.
  ['alter table kinds drop column long', 'catalogue'],
  ['alter table shipments drop column order_id', 'catalogue'],
  ['alter table kinds rename column long to longer', 'catalogue'],
  ['alter table kinds rename to sorts', 'catalogue'],
  ['alter table kinds alter long set default now()::text', 'catalogue'],
  ['alter table kinds alter long set statistics 500', 'catalogue'],
  ['alter table kinds set (fillfactor = 70)', 'catalogue'],
  ['alter table kinds alter long set storage external', 'catalogue'],
  ['alter table kinds disable trigger all', 'catalogue'],
  ['alter table coupons enable replica trigger coupons_upper', 'catalogue'],
  ['alter table kinds replica identity nothing', 'catalogue'],
  ['alter table shipments alter constraint shipments_order_fk initially immediate', 'catalogue'],
  ['create table heir (like events_2); alter table heir inherit events_2', 'catalogue'],
  ['alter table kinds alter sum add generated always as identity', 'catalogue'],
  ['alter table users alter id set generated by default', 'catalogue'],
  ['alter table derived alter twice drop expression', 'catalogue'],
  ['create rule quiet as on delete to kinds do instead nothing', 'catalogue'],
  ['create rule quiet as on delete to kinds do also nothing; alter table kinds disable rule quiet', 'catalogue'],
  ['create policy own on kinds using (true); alter policy own on kinds using (false)', 'catalogue'],
  ['alter table kinds replica identity full', 'catalogue'],
  ['alter table kinds enable row level security', 'catalogue'],
  ['alter table kinds set unlogged', 'rewrite'],
  ['alter table kinds owner to app', 'catalogue'],
  ['alter table kinds set schema archive', 'catalogue'],
  ['create index on kinds (long)', 'build'],
  ['create unique index on kinds (sum)', 'build'],
  ['reindex table kinds', 'build'],
  ['reindex index kinds_short_idx', 'build'],
  ['drop index kinds_short_idx', 'catalogue'],
  ['create trigger t before insert on kinds for each row execute function stamp()', 'catalogue'],
  ['drop table shipments', 'catalogue'],
  ['drop view open_orders', 'catalogue'],
  ['create table c (u bigint references users (id))', 'catalogue'],
  ['create table events_9 partition of events for values from (9000) to (9999)', 'catalogue'],
  ['cluster kinds using kinds_pkey', 'rewrite'],
  ['lock table kinds in share mode', 'catalogue'],
  ['refresh materialized view spent', 'rewrite'],
]

for (const major of missingMajors) void test.skip(`PostgreSQL ${major} is not installed`)

for (const major of majors) {
  test(`the facts of single statements hold on PostgreSQL ${major}`, async (t) => {
    const template = await templateOf(major, kinds)
    await using client = await clientOf(await server(major), template)
    for (const [sql, word, since = 0] of rows) {
      if (since > major) continue
      await t.test(sql, async () => {
        const claimed = claimsOf(`${sql};`, major, {}, kinds)
        const measured = await measure(client, `${sql};`)
        assert.equal(measured.sqlstate, undefined)
        compare(measured, claimed)
        assert.equal(
          claimed.rewritten.length > 0 ? 'rewrite' : claimed.scanned.length > 0 ? 'read' : 'catalogue',
          read(word),
        )
      })
    }
  })
}

function read(word: Word): string {
  return word === 'scan' || word === 'build' ? 'read' : word
}
