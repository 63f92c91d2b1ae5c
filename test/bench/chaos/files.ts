import type { Random } from '../repository/random.ts'

/** A file and what it leaves behind when it was applied exactly once. */
export interface ChaosFile {
  readonly name: string
  readonly sql: string
  /** Statements that each insert a row into `mark`, by their number in the file. */
  readonly marks: readonly number[]
  /** Whether the ledger records its statements one by one. */
  readonly mode: 'one-transaction' | 'statement-by-statement'
}

/** What a file does after V1 made the tables; `file` is its name without the extension, `id` is unique. */
type Shape = (file: string, id: number) => Omit<ChaosFile, 'name'>

const mark = (file: string, number: number): string => `insert into mark values ('${file}', ${number});`
const pause = (id: number): string => `select pg_sleep(0.0${1 + (id % 4)});`

const shapes: readonly Shape[] = [
  (file, id) => ({
    sql: [mark(file, 1), pause(id), mark(file, 3)].join('\n'),
    marks: [1, 3],
    mode: 'one-transaction',
  }),
  (file, id) => ({
    sql: [`alter table big add column c${id} int;`, mark(file, 2), `update big set c${id} = x where x % 7 = 0;`].join(
      '\n',
    ),
    marks: [2],
    mode: 'one-transaction',
  }),
  (file, id) => ({
    sql: [mark(file, 1), `create index concurrently i${id} on big (x, y);`, pause(id), mark(file, 4)].join('\n'),
    marks: [1, 4],
    mode: 'statement-by-statement',
  }),
  (file, id) => ({
    sql: [
      `create index concurrently j${id} on big (y);`,
      `reindex index concurrently j${id};`,
      mark(file, 3),
      `drop index concurrently j${id};`,
      mark(file, 5),
    ].join('\n'),
    marks: [3, 5],
    mode: 'statement-by-statement',
  }),
  (file, id) => ({
    sql: [
      `alter table big add constraint k${id} check (x >= 0) not valid;`,
      mark(file, 2),
      `alter table big validate constraint k${id};`,
    ].join('\n'),
    marks: [2],
    mode: 'statement-by-statement',
  }),
]

/** An earlier release and a later one that brings more files, with a repeatable one that runs last in both. */
export interface Releases {
  readonly earlier: readonly ChaosFile[]
  readonly later: readonly ChaosFile[]
}

/** `forgetful`: one file gives back every advisory lock of its session, where no parser sees it. */
export function randomReleases(random: Random, forgetful: boolean): Releases {
  const first: ChaosFile = {
    name: 'V1__tables.sql',
    sql: [
      'create table mark (file text not null, number int not null);',
      'create table big (x int not null, y int not null);',
      'insert into big select i, i % 100 from generate_series(1, 2000) i;',
      mark('V1__tables', 4),
    ].join('\n'),
    marks: [4],
    mode: 'one-transaction',
  }
  const files = [first, ...Array.from({ length: 5 + random.next(3) }, (_, index) => fileOf(index + 2, random))]
  const cut = 3 + random.next(files.length - 3)
  if (forgetful) files[1] = unlocking(files[1] ?? first)
  const last: ChaosFile = { name: 'R__view.sql', ...repeatable }
  return { earlier: [...files.slice(0, cut), last], later: [...files, last] }
}

const repeatable = {
  sql: ['create or replace view seen as select x from big;', mark('R__view', 2)].join('\n'),
  marks: [2],
  mode: 'one-transaction',
} as const

function fileOf(version: number, random: Random): ChaosFile {
  const file = `V${version}__step`
  const shape = shapes[random.next(shapes.length)]
  if (shape === undefined) throw new Error('no shape')
  return { name: `${file}.sql`, ...shape(file, version) }
}

function unlocking(file: ChaosFile): ChaosFile {
  const words = `do $body$ begin execute 'select pg_advisory_' || 'unlock_all()'; end $body$;`
  return { ...file, sql: `${file.sql}\n${words}\nselect pg_sleep(0.05);` }
}
