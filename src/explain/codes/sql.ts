import type { Pages } from './pages.ts'

/** Codes of SQL that no rule reports. The page of a rule is in its file, `sql/rules/<id>.ts`. */
export const sql = {
  'sql/unknown-statement': {
    condition:
      "PostgreSQL's own grammar refuses the statement, or a placeholder of a tool in it cannot be read without the tool.",
    effect: 'It is not analysed: its locks, and what it breaks, are unknown.',
    workaround:
      'Run it on a server to see the same error. If a tool fills in a placeholder, ignore it with that reason.',
    bad: 'alter tabel orders add column note text;',
    good: 'alter table orders add column note text;',
  },
} satisfies Pages<'sql'>
