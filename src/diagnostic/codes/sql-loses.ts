import type { Pages } from './page.ts'

/** What can not be brought back, and what a rollback does not undo. */
export const sqlLoses = {
  'sql/backfill-without-sync': {
    severity: 'warning',
    condition: 'A new column is filled from others, and nothing fills it for rows that are written meanwhile.',
    effect: 'Rows that pods of the release before write stay without a value.',
    workaround: 'A trigger that keeps both in step comes first, or a release that writes both.',
    bad: 'update users set nickname = name where id between 1 and 1000;',
    good: 'create trigger users_stamp before insert or update on users for each row execute function stamp();\nupdate users set nickname = name where id between 1 and 1000;',
  },
  'sql/concat-null': {
    severity: 'warning',
    condition: 'An UPDATE joins columns by ||, and one of them may be NULL.',
    effect: 'Where one is NULL, the whole is NULL: such rows get no value, and what they had is lost.',
    workaround: "concat_ws(' ', …), which leaves out what is NULL, or coalesce() around each.",
    bad: "update orders set note = code || ' ' || note where id between 1 and 1000;",
    good: "update orders set note = concat_ws(' ', code, note) where id between 1 and 1000;",
  },
  'sql/disable-rls': {
    severity: 'warning',
    condition: 'Row level security is switched off.',
    effect: 'Every row is shown to whoever may read the table.',
    workaround: 'Replace the policies instead.',
    bad: 'alter table accounts disable row level security;',
    good: 'create policy accounts_own on accounts using (owner = current_user);',
  },
  'sql/drop-database-schema-cascade': {
    severity: 'error',
    condition: 'A database or schema is dropped, or CASCADE drops what the file does not name.',
    effect: 'It is gone, and whatever depended on it.',
    workaround: 'Drop by name what is meant to go, when nobody uses it. Then say so: -- wavec:contract after=RELEASE.',
    bad: 'drop schema archive;',
    good: 'create schema reports;',
  },
  'sql/on-delete-cascade': {
    severity: 'note',
    condition: 'A foreign key says ON DELETE CASCADE.',
    effect: 'A DELETE of one row silently deletes rows of another table.',
    workaround: 'ON DELETE RESTRICT, and delete in the application what is meant to go.',
    bad: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) on delete cascade not valid;',
    good: '-- wavec:contract after=v2.3.0\nalter table coupons add constraint coupons_user_fk foreign key (user_id) references users (id) not valid;',
  },
  'sql/truncate-or-delete-all': {
    severity: 'error',
    condition: 'TRUNCATE, or DELETE without a condition, on a table that is in use.',
    effect: 'Every row is gone. TRUNCATE takes ACCESS EXCLUSIVE, too.',
    workaround: 'Delete what is meant to go by its key, in batches.',
    bad: 'truncate shipments;',
    good: 'delete from shipments where id = 7;',
  },
} as const satisfies Pages
