import type { Pages } from './pages.ts'

/** What no rule of `sql/rules/` reports: their pages are in their files. */
export const sql = {
  'sql/unknown-statement': {
    condition:
      "PostgreSQL's own grammar refuses the statement, or what a tool puts into it can not be read without the tool.",
    effect: 'What can not be read is not judged: nothing is known of its locks, or of what it breaks.',
    workaround: 'Run it against a server to see the same error. Where a template fills it in, ignore it with a reason.',
    bad: 'alter tabel orders add column note text;',
    good: 'alter table orders add column note text;',
  },
} satisfies Pages<'sql'>
