import type { Pages } from './pages.ts'

/** Codes of SQL that no rule reports. The page of a rule is in its file, `sql/rules/<id>.ts`. */
export const sql = {
  'sql/hidden-character': {
    condition:
      'A name, a comment or the body of a routine contains a control character, a character without any width, or a mark that reverses the direction of writing.',
    effect:
      'An editor or a review shows something else than the server runs: a statement can look like a comment, and two names can look alike (CVE-2021-42574, "Trojan Source").',
    workaround:
      'Delete it, or type the line again. The place is that of the character, and the message names it: grep -nP "\\x{202E}" FILE.',
    bad: 'delete from sessions /* expired only U+202E */ where true;',
    good: 'delete from sessions where expired;',
  },
  'sql/hidden-in-literal': {
    condition:
      'A string contains a control character, a character without any width, or a mark that reverses the direction of writing.',
    effect:
      'It is stored as it is, and a review shows the string without it, or in another order. Comparisons with the value that is seen fail.',
    workaround:
      "Write it as an escape, so that it is seen: U&'\\202E' or E'\\u202E'. If it came with a paste, delete it.",
    bad: "insert into labels values ('shipU+200Bped');",
    good: "insert into labels values ('shipped');",
  },
  'sql/too-large': {
    condition:
      'A file has more than 120,000 statements, or a statement has more than 500,000 words and symbols or 33,554,432 characters. wavec analyses what comes before, and what comes after such a statement.',
    effect:
      'The rest is not analysed: its locks, and what it breaks, are unknown. No way back is written for the file, and it never counts as safe to roll back.',
    workaround:
      'Split the file, or load the data outside of migrations. If the rest is known to be harmless, ignore it with that reason in the first line of the file: `-- wavec:ignore sql/too-large REASON`.',
  },
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
