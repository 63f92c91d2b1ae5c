import type { Pages } from './page.ts'

/** What breaks pods that still run, or the queries that they have prepared. */
export const sqlBreaks = {
  'sql/add-column-star-readers': {
    severity: 'note',
    condition: 'A column is added to a table that the application uses.',
    effect:
      'SELECT * and RETURNING * that a session has prepared fail once: 0A000, "cached plan must not change result type".',
    workaround: 'Name the columns in queries, or make sure that the driver prepares again.',
    bad: 'alter table orders add column gift text;',
    good: 'create table gifts (order_id bigint primary key, words text not null);',
  },
  'sql/add-required-column': {
    severity: 'error',
    condition: 'A NOT NULL column without a default is added.',
    effect: 'It fails with 23502 where the table has a row. Where it has none, INSERTs of pods that still run fail.',
    workaround:
      'Give it a constant DEFAULT, which touches no row (PostgreSQL 11 and later), or leave NOT NULL to a later release.',
    bad: 'alter table orders add column source text not null;',
    good: "alter table orders add column source text not null default 'web';",
  },
  'sql/change-default': {
    severity: 'note',
    condition: 'A default that pods of the release before rely on changes.',
    effect: 'Rows that they insert get a value that their code does not expect.',
    workaround: 'Let the new release write the value itself; change the default when no old pod is left.',
    bad: "alter table orders alter column status set default 'paid';",
    good: "-- wavec:contract after=v2.3.0\nalter table orders alter column status set default 'paid';",
  },
  'sql/check-binds-old-writers': {
    severity: 'note',
    condition: 'A CHECK is added, NOT VALID, to columns that pods of the release before write.',
    effect: 'It judges new rows at once: what those pods write and it does not allow is refused with 23514.',
    workaround: 'Make sure that every writer complies, and say since when: -- wavec:contract after=RELEASE.',
    bad: 'alter table orders add constraint orders_weight_range check (weight between 1 and 1000) not valid;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_weight_range check (weight between 1 and 1000) not valid;',
  },
  'sql/constraint-rejects-old-writers': {
    severity: 'warning',
    condition: 'NOT NULL, or a CHECK of it, is added NOT VALID to a column that no default fills.',
    effect: 'It judges new rows at once: INSERTs of pods that leave the column out are refused with 23514 or 23502.',
    workaround:
      'Ship writers that comply first. When no other is left, add it and say since when: -- wavec:contract after=RELEASE.',
    bad: 'alter table orders add constraint orders_note_set check (note is not null) not valid;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders add constraint orders_note_set check (note is not null) not valid;',
  },
  'sql/drop-column': {
    severity: 'error',
    condition: 'A column is dropped that pods of the release before may use.',
    effect:
      'Their SELECTs and INSERTs that name it fail with 42703, and its values are gone. The lock itself is short.',
    workaround:
      'Stop using it in one release; drop it in a later one, when no old pod is left. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table orders drop column note;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders drop column note;',
  },
  'sql/drop-constraint-upsert': {
    severity: 'error',
    condition: 'A unique or primary key, or the unique index behind it, is dropped.',
    effect: 'INSERT … ON CONFLICT of pods that still run finds no key: 42P10. Second rows come in.',
    workaround:
      'Make the index that takes its place first; drop this one when no old pod is left. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table users drop constraint users_email_key;',
    good: '-- wavec:contract after=v2.3.0\nalter table users drop constraint users_email_key;',
  },
  'sql/drop-default-after-add': {
    severity: 'error',
    condition: 'The default of a NOT NULL column is dropped.',
    effect: 'Pods that still run leave the column to it: their INSERTs fail with 23502.',
    workaround:
      'Keep it until a release that writes the column has replaced every pod. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table orders alter column status drop default;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders alter column status drop default;',
  },
  'sql/drop-not-null': {
    severity: 'note',
    condition: 'NOT NULL is taken from a column that pods of the release before read.',
    effect: 'Once somebody writes NULL, they read it.',
    workaround: 'Ship readers that expect NULL before any writer of it.',
    bad: 'alter table orders alter column total drop not null;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders alter column total drop not null;',
  },
  'sql/drop-routine-or-view': {
    severity: 'error',
    condition:
      'A view, function, type or sequence that pods may use is dropped or renamed, and not made again in the same transaction, a function for the same calls.',
    effect: 'Whatever uses it fails: 42P01, 42883 or 42704.',
    workaround:
      'Make it anew in the same transaction, or drop it when no release uses it. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'drop view open_orders;',
    good: "drop view open_orders;\ncreate view open_orders as select id, weight, note from orders where status = 'placed';",
  },
  'sql/drop-table': {
    severity: 'error',
    condition: 'A table is dropped that pods of the release before may use.',
    effect:
      'Their queries fail with 42P01, and its rows are gone. It also takes ACCESS EXCLUSIVE on every table that it references.',
    workaround:
      'Stop using it in one release; drop it in a later one, its foreign keys first. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'drop table coupons;',
    good: '-- wavec:contract after=v2.3.0\ndrop table coupons;',
  },
  'sql/enable-rls': {
    severity: 'error',
    condition:
      'Row level security is switched on for a table that pods use, and its policies do not let everybody do everything.',
    effect: 'Without a policy for their role they read no rows and their INSERTs fail with 42501.',
    workaround:
      'Create the policies first, try them as the role of the application, then switch it on. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table orders enable row level security;',
    good: '-- wavec:contract after=v2.3.0\nalter table orders enable row level security;',
  },
  'sql/enum-add-value-readers': {
    severity: 'note',
    condition: 'An enum gets a value.',
    effect: 'Pods that still run meet it as soon as somebody writes it, and most code has no case for it.',
    workaround: 'Ship readers of the value in one release and its first writer in a later one.',
    bad: "alter type order_status add value 'returned';",
    good: "create type return_status as enum ('open', 'done');",
  },
  'sql/key-binds-old-writers': {
    severity: 'note',
    condition: 'A foreign key, or a unique index, is added to columns that pods of the release before write.',
    effect:
      'It judges their writes, too: 23503, or 23505. The rows that are there show whether they comply; a foreign key NOT VALID does not even look.',
    workaround: 'Make sure that they comply, and say since when: -- wavec:contract after=RELEASE.',
    bad: 'create unique index concurrently coupons_code_key on coupons (code);',
    good: 'create index concurrently coupons_code_idx on coupons (code);',
  },
  'sql/move-schema': {
    severity: 'error',
    condition: 'A table moves to another schema, or a schema gets another name.',
    effect: 'Pods look for it where it was: 42P01.',
    workaround: 'Create a view under the old name in the same transaction; drop it in a later release.',
    bad: 'alter table coupons set schema archive;',
    good: 'alter table coupons set schema archive;\ncreate view coupons as select * from archive.coupons;',
  },
  'sql/overload-ambiguous': {
    severity: 'error',
    condition:
      'A function is made beside one of the same name, and a parameter with a default lets both take the same call.',
    effect: 'Calls that pods of the release before write fail with 42725, "function is not unique".',
    workaround: 'Drop the one that is there and make the new one in one transaction; or leave out the default.',
    bad: "create function shout(word text, times integer default 1) returns text language sql immutable as 'select repeat(upper(word), times)';",
    good: "create function shout(word text, times integer) returns text language sql immutable as 'select repeat(upper(word), times)';",
  },
  'sql/publication-without-identity': {
    severity: 'error',
    condition: 'A table without a primary key or another replica identity is published.',
    effect:
      'UPDATE and DELETE of it fail with 55000, from the moment that it is published, whether anybody subscribes or not.',
    workaround: 'Give it a replica identity first: REPLICA IDENTITY USING INDEX of a unique index on NOT NULL columns.',
    bad: 'create publication sales for table seats;',
    good: 'alter table seats replica identity using index seats_flight_seat_idx;\ncreate publication sales for table seats;',
  },
  'sql/rename-column': {
    severity: 'error',
    condition: 'A column that pods of the release before use gets another name.',
    effect: 'Their queries fail with 42703 from the commit on, and those of the new release fail until it.',
    workaround:
      'Add a column of the new name and a trigger that keeps both in step, backfill, move over in one release, drop the old one in a later one.',
    bad: 'alter table users rename column name to full_name;',
    good: 'alter table users rename to people;\nalter table people rename column name to full_name;\ncreate view users as select id, email, full_name as name, age, created_at from people;',
  },
  'sql/rename-enum-value': {
    severity: 'error',
    condition: 'A value of an enum gets another name.',
    effect: 'Pods that still run write the old one: 22P02. What they read is a value that they do not know.',
    workaround: 'Add the new value, let every writer use it, move old rows over, and leave the old value where it is.',
    bad: "alter type order_status rename value 'placed' to 'open';",
    good: "alter type order_status add value 'open';",
  },
  'sql/rename-table': {
    severity: 'error',
    condition: 'A table that pods of the release before use gets another name, and nothing stands under the old one.',
    effect: 'Their queries fail with 42P01.',
    workaround:
      'Create a view under the old name in the same transaction, which takes reads and writes; drop it in a later release.',
    bad: 'alter table coupons rename to vouchers;',
    good: 'alter table coupons rename to vouchers;\ncreate view coupons as select * from vouchers;',
  },
  'sql/restart-sequence': {
    severity: 'error',
    condition: 'A sequence that is in use starts again from where it once began.',
    effect: 'It gives numbers that rows have: INSERTs fail with 23505 until it has passed them all.',
    workaround: 'Set it to the largest number in use with setval(), or leave it.',
    bad: 'alter table orders alter column id restart with 1;',
    good: "select setval('orders_id_seq', (select max(id) from orders));",
  },
  'sql/revoke-or-owner': {
    severity: 'error',
    condition: 'Rights on a table are revoked, or it gets another owner.',
    effect: 'Pods that connect with the role that loses them fail with 42501.',
    workaround:
      'Grant what they need first; revoke when no release needs it. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'revoke insert on orders from app;',
    good: '-- wavec:contract after=v2.3.0\nrevoke insert on orders from app;',
  },
  'sql/trigger-rejects-old-writers': {
    severity: 'warning',
    condition:
      'A trigger on a live table raises an exception, or returns NULL before a row is written; or a rule does something else INSTEAD.',
    effect: 'What pods of the release before write fails, or is not there afterwards, without an error.',
    workaround:
      'Ship writers that comply first. When no other is left, make the trigger and say since when: -- wavec:contract after=RELEASE.',
    bad: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  if new.code is null then\n    raise exception 'an order has a code';\n  end if;\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
    good: "create function orders_have_code() returns trigger language plpgsql as $$ begin\n  new.code := coalesce(new.code, 'none');\n  return new;\nend $$;\ncreate trigger orders_have_code before insert on orders for each row execute function orders_have_code();",
  },
  'sql/type-change-cached-plan': {
    severity: 'note',
    condition: 'A column gets a wider type, and no row is touched.',
    effect:
      'Statements that a session has prepared and that read it fail once: 0A000, "cached plan must not change result type".',
    workaround: 'Make sure that the driver prepares again after it; inside a transaction most do not.',
    bad: 'alter table users alter column name type text;',
    good: '-- wavec:contract after=v2.3.0\nalter table users alter column name type text;',
  },
  'sql/type-change-trigger-plan': {
    severity: 'warning',
    condition: "A column gets another type with the same bytes, and a trigger's PL/pgSQL function reads it.",
    effect:
      'Sessions in which the trigger has run before fail with 42804, "type of parameter does not match that when preparing the plan", until they connect anew.',
    workaround:
      'Leave the type, or change it when every pod is started after it. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table coupons alter column code type varchar;',
    good: 'alter table coupons add constraint coupons_code_length check (length(code) < 100) not valid;',
  },
  'sql/type-narrowing': {
    severity: 'error',
    condition: 'A column gets a type that some of its values, or values that pods may write, do not fit into.',
    effect:
      'Writes of pods that still run fail with 22001 or 22003, and the table is written again under ACCESS EXCLUSIVE.',
    workaround:
      'Keep the type and add a CHECK, NOT VALID, then validate it. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'alter table users alter column name type varchar(20);',
    good: '-- wavec:contract after=v2.3.0\nalter table users add constraint users_name_short check (length(name) <= 20) not valid;',
  },
} as const satisfies Pages
