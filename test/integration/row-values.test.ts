// A value that is only in a table reaches neither log, termination message nor ledger, for any error that quotes it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { adaptersFor } from '../../src/cli/run-adapters.ts'
import { runStep } from '../../src/run/index.ts'
import { renderVerdict } from '../../src/run/verdict.ts'
import type { Step } from '../../src/protocol/step.ts'
import { database, majors, type Database } from '../support/postgres.ts'
import { migrateStep, migrations } from '../support/runner.ts'
import { value } from './scenes.ts'

const marker = 'Marker771'

/** Every form in which a value can make a statement fail. `p` has one row, and each column quotes the marker differently. */
const tables = `create table p (s text, n text, j text, x text, q text, d text, l text, i text, h text, arr text, u text);
insert into p values ('${marker}', '9977123771', '{"a": ${marker}}', '<a>${marker}</b>', '& ${marker}', '2020-13-45 ${marker}',
  '${marker.repeat(40)}', '"${marker}', 'a" of relation "${marker}', '{${marker}', '${marker}\\');
create table keyed (s text primary key check (s <> 'bad'), n int not null);
insert into keyed select s, 1 from p;
create table child (s text references keyed);
create table narrow (s varchar(3), c char(3), n numeric(3, 2), b bit(3), i smallint);
create table slots (a int, during int4range, exclude using gist (during with &&));
insert into slots values (1, '[1,5)');
create table parts (s text) partition by list (s);
create table part_a partition of parts for values in ('a');
create type mood as enum ('good');
create domain short as text check (length(value) < 5);
create domain filled as text not null;
create view checked as select s from keyed where s = 'x' with check option;
create table secured (s text);
alter table secured enable row level security;
alter table secured force row level security;
create function raising(text) returns text language plpgsql as $$ begin raise exception '%', $1; end $$;
create function quiet(text) returns int language plpgsql as $$ begin return $1::int; end $$;
create function plain(text) returns int language sql as $$ select $1::int $$;
create function worried() returns trigger language plpgsql as $$ begin raise exception 'no %', new.s using detail = new.s; end $$;
create table watched (s text);
create trigger worried before insert on watched for each row execute function worried();
`

/** A DO block with the values of the row in r. */
function block(body: string): string {
  return `do $$ declare r p; n int; v text; begin select * into r from p; ${body} end $$`
}

const types: readonly string[] = `
int smallint bigint numeric real float8 oid money boolean uuid date time timestamp timestamptz interval inet
cidr macaddr macaddr8 point line box circle polygon path lseg int4range tsrange int4multirange int[] json
jsonb jsonpath bit(3) tid xid pg_lsn mood regclass regtype regproc regprocedure regoper regoperator regrole
regnamespace regconfig regdictionary short txid_snapshot aclitem
`
  .trim()
  .split(/\s+/)

const statements: readonly string[] = [
  // Text that is not a value of its type.
  ...types.map((type) => `select s::${type} from p`),
  'select n::int from p',
  'select n::smallint from p',
  'select j::json from p',
  'select j::jsonb from p',
  "select (j::jsonb)->'a' from p",
  'select x::xml from p',
  "select xpath('/a', x::xml) from p",
  'select q::tsquery from p',
  'select to_tsquery(q) from p',
  'select l::tsquery from p',
  'select (l || repeat(s, 400))::tsvector from p',
  'select d::date from p',
  'select arr::text[] from p',
  'select i::regclass from p',
  `select (s || '.' || s || '.' || s || '.' || s)::regclass from p`,
  `select (s || '.' || s || '.' || s)::regtype from p`,
  `select (s || '(int)')::regprocedure from p`,
  'select h::int from p',
  // Functions that name their argument.
  'select now() at time zone s from p',
  'select make_timestamptz(2020, 1, 1, 1, 1, 1, s) from p',
  'select make_date(9977, n::numeric::int8::int4, 1) from p',
  "select make_date(9977, 771, 771) from p where s > ''",
  "select set_config('work_mem', s, false) from p",
  'select set_config(s, s, false) from p',
  'select current_setting(s) from p',
  'select nextval(s) from p',
  'select pg_get_serial_sequence(s, s) from p',
  'select date_trunc(s, now()) from p',
  'select extract(epoch from s::timestamp) from p',
  'select date_part(s, now()) from p',
  'select encode(s::bytea, s) from p',
  "select decode(s, 'hex') from p",
  "select decode(s, 'base64') from p",
  'select convert_to(s, s) from p',
  "select convert_from('\\xe9'::bytea || s::bytea, 'utf8') from p",
  "select to_date(s, 'YYYY-MM-DD') from p",
  "select to_timestamp(s, 'DD Mon YYYY') from p",
  'select to_number(s, s) from p',
  "select 'x' ~ ('(' || s) from p",
  "select regexp_replace('x', 'x', 'y', s) from p",
  "select 'x' like u from p where s <> ''",
  "select 'x' similar to 'x' escape s from p",
  "select format('%' || s, 1) from p",
  "select has_table_privilege(s, 'select') from p",
  "select has_table_privilege('keyed', s) from p",
  "select has_database_privilege(s, 'connect') from p",
  "select has_schema_privilege(s, 'usage') from p",
  'select pg_read_file(s) from p',
  'select lo_import(s) from p',
  "select jsonb_path_query('{}', s::jsonpath) from p",
  "select jsonb_path_query(jsonb_build_object('a', s), '$.a.double()') from p",
  "select jsonb_path_query('{}', 'strict $.a', '{}') , s::int from p",
  "select jsonb_set(to_jsonb(s), '{a}', '1') from p",
  'select jsonb_object(array[s, null, null]) from p',
  'select json_object_keys(to_json(s)) from p',
  "select jsonb_populate_record(null::keyed, jsonb_build_object('n', s)) from p",
  "select * from jsonb_to_record(jsonb_build_object('n', s)) as (n int), p",
  'select setseed(s::float8) from p',
  'select width_bucket(1, 1, 1, 1), s::int from p',
  "select ts_rank(array[1.0]::real[], ''::tsvector, ''::tsquery), s::int from p",
  'select ts_headline(s, s, q::tsquery) from p',
  "select setweight(''::tsvector, 'A'), parse_ident(i) from p",
  "select string_to_array(s, ',')::int[] from p",
  "select ('{' || s || '}')::int[] from p",
  "select ('(' || s || ',1)')::keyed from p",
  "select ('(1,' || s || ')')::keyed from p",
  "select ('[' || s || ',2)')::int4range from p",
  'select pg_terminate_backend(s::int) from p',
  'select 1 / (length(s) - length(s)) from p',
  'select (select s from p union all select s from p)::int',
  // Constraints.
  'insert into keyed select s, 2 from p',
  'insert into keyed select s || 1, null from p',
  "insert into keyed select 'bad', 2 from p",
  'insert into child select s || 1 from p',
  'insert into child select s from p; delete from keyed',
  'insert into parts select s from p',
  'insert into part_a select s from p',
  'insert into checked select s from p',
  'insert into narrow (s) select s from p',
  'insert into narrow (c) select s from p',
  'insert into narrow (n) select n::numeric from p',
  'insert into narrow (i) select n::numeric from p',
  "insert into narrow (b) select '10101'::bit(5) from p where s > ''",
  "insert into slots select 2, '[2,3)' from p where s > ''",
  'insert into watched select s from p',
  'select null::filled, s::int from p',
  'create table again as select s from p union all select s from p; create unique index on again (s)',
  'create index on p ((s::int))',
  'alter table p add constraint long check (length(s) > 100)',
  'alter table p alter column s type int using s::int',
  'alter table p alter column s type varchar(3)',
  'alter table p add constraint missing foreign key (n) references keyed (s)',
  'alter table p alter column s type mood using s::mood',
  'create materialized view m as select s::int from p',
  // SQL built of data, and what is raised.
  block("execute 'drop table ' || quote_ident(r.s);"),
  block("execute 'select ' || r.s;"),
  block("execute 'select p.' || quote_ident(r.s) || ' from p';"),
  block("execute 'select ' || r.s || '(1)';"),
  block('execute r.s;'),
  block('execute r.h;'),
  block("execute 'create table z (' || quote_ident(r.s) || ' int, ' || quote_ident(r.s) || ' int)';"),
  block("execute 'alter table p drop column ' || quote_ident(r.s);"),
  block("execute 'create role x password ' || quote_literal(r.s) || ' nonsense';"),
  block("execute format('select %L::int', r.s);"),
  block("execute 'set work_mem = ' || quote_literal(r.s);"),
  block("execute 'set role ' || quote_ident(r.s);"),
  block("execute 'create type t_' || r.s || ' as enum (1)';"),
  block("execute 'comment on table ' || quote_ident(r.s) || ' is null';"),
  block("execute 'select 1 from p where ' || quote_ident(r.h);"),
  block("raise exception '%', r.s;"),
  block("raise exception 'x' using hint = r.s;"),
  block("raise exception 'x' using detail = r.s;"),
  block("raise exception 'x' using message = r.s;"),
  ...[
    '42P01',
    '0A000',
    '2BP01',
    '23505',
    '40P01',
    '22003',
    '42501',
    '25006',
    'XX000',
    '57014',
    '28P01',
    '53100',
    '55P03',
    '08P01',
  ].map((state) =>
    block(
      `raise exception '%', r.s using errcode = '${state}', detail = r.s, hint = r.s, column = r.s, constraint = r.s, table = r.s;`,
    ),
  ),
  block('assert false, r.s;'),
  block('n := r.s;'),
  block('select s into strict v from p, generate_series(1, 2) where s = r.s;'),
  block(
    "perform set_config('plpgsql.print_strict_params', 'on', true); select p.s into strict v from p where p.s = r.s || 'x';",
  ),
  block("begin raise exception '%', r.s; exception when others then raise; end;"),
  block("begin n := r.s::int; exception when others then raise exception '%', sqlerrm; end;"),
  block("raise warning '%', r.s; raise notice '%', r.s; raise exception 'fixed';"),
  'select raising(s) from p',
  'select quiet(s) from p',
  'select plain(s) from p',
]

/** What becomes visible of a step: every line and field of the log, and the termination message. */
async function output(step: Step, { variables }: Database): Promise<{ readonly exit: number; readonly text: string }> {
  const lines: unknown[] = []
  const log = {
    info: (...line: readonly unknown[]) => void lines.push(line),
    warn: (...line: readonly unknown[]) => void lines.push(line),
    fail: (...line: readonly unknown[]) => void lines.push(line),
  }
  const adapters = adaptersFor(step, {
    variables,
    log,
    stop: new AbortController().signal,
    mode: 'run',
    // An error that is worth a retry gets few.
    deadline: Date.now() + 500,
  })
  const { exit, verdict, packet } = await runStep(step, adapters)
  return { exit, text: JSON.stringify([lines, packet, renderVerdict(verdict)]) }
}

for (const major of majors) {
  describe(`row values on PostgreSQL ${major}`, { concurrency: 4 }, () => {
    const quarter = Math.ceil(statements.length / 4)
    for (const part of [0, 1, 2, 3]) {
      test(`no value of a table is shown, part ${part + 1} of 4`, async () => {
        await using db = await database(major)
        await using client = await db.client()
        await client.query(tables)
        let failed = 0
        for (const statement of statements.slice(part * quarter, (part + 1) * quarter)) {
          using set = migrations({ 'V1__x.sql': `${statement};\n` })
          const { exit, text } = await output(migrateStep(set), db)
          assert.ok(!/marker771|9977123771/i.test(text), `${statement}: ${text}`)
          if (exit === 0) await client.query('delete from wavec.migration')
          else failed += 1
        }
        assert.ok(failed >= 0.8 * quarter, `${failed} of ${quarter} statements fail`)
        assert.equal(
          await value(
            client,
            "select count(*)::int from wavec.attempt where to_json(attempt)::text ~* 'marker771|9977123771'",
          ),
          0,
        )
      })
    }

    test('an expectation says the type and length of what it found, and shows numbers', async () => {
      await using db = await database(major)
      await using client = await db.client()
      await client.query(tables)
      using set = migrations({ 'V1__x.sql': 'select 1;' })
      const expect = [
        { query: 'select s from p', equals: 'x' },
        { query: 'select count(*) from p', equals: 2 },
        { query: 'select s::int from p', equals: 1 },
      ]
      const { exit, text } = await output(migrateStep(set, { expect }), db)
      assert.equal(exit, 4)
      assert.match(text, /select s from p gives a text of 9 characters, expected/)
      assert.match(text, /select count\(\*\) from p gives 1, expected 2/)
      assert.doesNotMatch(text, /marker771/i)
    })
  })
}
