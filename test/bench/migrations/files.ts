import { randomFrom } from '../repository/random.ts'

export interface SmallMigration {
  /** From 1. */
  readonly number: number
  readonly sql: string
}

/** Files as real releases add them: now and then a table, then columns, indexes, constraints and a few rows for it. */
export function smallMigrations(count: number, seed: number): readonly SmallMigration[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, index) => {
    const [table, turn] = [`item_${Math.floor(index / shapes.length)}`, index % shapes.length]
    return { number: index + 1, sql: `${shapes[turn]?.(table, random.hex(12)) ?? ''}\n` }
  })
}

const shapes: readonly ((table: string, text: string) => string)[] = [
  (table, text) =>
    `create table ${table} (id bigint generated always as identity primary key, code text not null default '${text}', made_at timestamptz not null default now());`,
  (table) => `alter table ${table} add column note text;`,
  (table) => `create index ${table}_code_idx on ${table} (code);`,
  (table, text) => `insert into ${table} (note) select '${text} ' || i from generate_series(1, 10) i;`,
  (table) =>
    `alter table ${table} add constraint ${table}_code_filled check (code <> '') not valid;\ncomment on column ${table}.note is 'for people';`,
]
