import type { Pages } from './page.ts'

/** New columns and types that PostgreSQL writes into every row at once. */
export const sqlColumns = {
  'sql/add-column-constrained-domain': {
    severity: 'error',
    condition: 'A column is added whose domain has a constraint.',
    effect: 'PostgreSQL writes every row again under ACCESS EXCLUSIVE, even where all are NULL.',
    workaround: 'A column of the base type, and the CHECK of the domain added NOT VALID.',
    bad: 'alter table orders add column boxes positive;',
    good: 'alter table orders add column boxes label;',
  },
  'sql/add-column-generated-stored': {
    severity: 'error',
    condition: 'A column GENERATED … STORED is added.',
    effect: 'PostgreSQL computes and writes every row again under ACCESS EXCLUSIVE.',
    workaround: 'VIRTUAL (PostgreSQL 18 and later), or a plain column with a trigger and a backfill.',
    bad: 'alter table orders add column double_total integer generated always as (total * 2) stored;',
    good: 'alter table orders add column double_total integer;',
  },
  'sql/add-column-inline-check': {
    severity: 'error',
    condition: 'A column is added together with a CHECK.',
    effect: 'Every row is checked under ACCESS EXCLUSIVE, though all hold the same value.',
    workaround: 'Add the column; add the CHECK as NOT VALID; validate it in another migration.',
    bad: 'alter table orders add column boxes integer check (boxes > 0);',
    good: 'alter table orders add column boxes integer;\nalter table orders add constraint orders_boxes_positive check (boxes > 0) not valid;',
  },
  'sql/add-column-inline-fk': {
    severity: 'error',
    condition: 'A column with a default is added together with a foreign key.',
    effect:
      'Every row is looked up in the other table under ACCESS EXCLUSIVE. Without a default there is nothing to look up.',
    workaround: 'Add the column; add the foreign key as NOT VALID; validate it in another migration.',
    bad: 'alter table coupons add column gifted_by bigint default 1 references users (id);',
    good: 'alter table coupons add column gifted_by bigint references users (id);',
  },
  'sql/add-column-inline-unique': {
    severity: 'error',
    condition: 'A column is added together with UNIQUE or PRIMARY KEY.',
    effect: 'Its index is built under ACCESS EXCLUSIVE.',
    workaround: 'Add the column; CREATE UNIQUE INDEX CONCURRENTLY; ADD CONSTRAINT … UNIQUE USING INDEX.',
    bad: 'alter table orders add column ref text unique;',
    good: 'alter table orders add column ref text;',
  },
  'sql/add-column-serial-identity': {
    severity: 'error',
    condition: 'A serial or identity column is added.',
    effect: 'PostgreSQL writes every row again, with a number, under ACCESS EXCLUSIVE.',
    workaround: 'A nullable column and a sequence; SET DEFAULT nextval(…) in a second statement; backfill in batches.',
    bad: 'alter table coupons add column id bigserial;',
    good: "create sequence coupons_id_seq;\nalter table coupons add column id bigint;\nalter table coupons alter column id set default nextval('coupons_id_seq');",
  },
  'sql/add-column-volatile-default': {
    severity: 'error',
    condition: 'A column is added with a default that differs from row to row, or whose function is not known.',
    effect:
      'PostgreSQL writes every row again under ACCESS EXCLUSIVE. A constant, now() and STABLE functions are computed once and touch no row.',
    workaround: 'Add the column without the default, set the default in a second statement, then backfill in batches.',
    bad: 'alter table orders add column token uuid default gen_random_uuid();',
    good: 'alter table orders add column token uuid;\nalter table orders alter column token set default gen_random_uuid();',
  },
  'sql/alter-type-dependent-view': {
    severity: 'error',
    condition: 'A column that a view reads gets another type.',
    effect: 'It fails with 0A000.',
    workaround: 'Drop the view, change the type, make the view anew: in one transaction.',
    bad: 'alter table orders alter column weight type bigint;',
    good: "drop view open_orders;\nalter table orders add column weight_grams bigint;\ncreate view open_orders as select id, weight, weight_grams from orders where status = 'placed';",
  },
  'sql/collation-change': {
    severity: 'error',
    condition: 'An indexed column gets another collation.',
    effect: 'Its indexes are built anew under ACCESS EXCLUSIVE; the rows stay.',
    workaround: 'Build an index in the new collation CONCURRENTLY, and name the collation in queries.',
    bad: 'alter table users alter column email type text collate "C";',
    good: 'create index concurrently users_email_c_idx on users (email collate "C");',
  },
  'sql/type-change-rewrite': {
    severity: 'error',
    condition: 'A column gets a type for which PostgreSQL writes every row again, or the type before is not known.',
    effect:
      'ACCESS EXCLUSIVE until all rows and indexes are written: seconds for a million rows, and no query of the table meanwhile.',
    workaround:
      'Add a column of the new type, keep it in step with a trigger, backfill it in batches, switch, and drop the old one later.',
    bad: 'alter table orders alter column starts_at type bigint;',
    good: 'alter table orders add column starts_at_big bigint;',
  },
} as const satisfies Pages
