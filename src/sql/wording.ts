import type { SqlType } from './ast.ts'
import type { Applier } from './applier.ts'
import type { Context } from './context.ts'
import { bareName, tableOf } from './schema/schema.ts'

const spelled: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bpchar: 'char',
  float4: 'real',
  float8: 'double precision',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
}

/** How a large write becomes many transactions: VACUUM makes the runner, which resumes a file, leave its transaction. */
export function batchesBy({ secondRun, outsideBy }: Applier): string {
  if (secondRun === 'resumes')
    return 'write one statement for each range of the key, and end the file with VACUUM so that each commits on its own'
  const how = outsideBy === undefined ? '' : ` (${outsideBy})`
  return `write one statement for each range of the key, or COMMIT in a DO loop, and run the file outside a transaction${how}`
}

/** A type as a user writes it. */
export function typeText({ name, modifiers, array }: SqlType): string {
  const length = modifiers.length === 0 ? '' : `(${modifiers.join(',')})`
  return `${spelled[name] ?? name}${length}${array ? '[]' : ''}`
}

/** A type as a signature has it: its length does not matter there. */
export function typeName({ name, array }: SqlType): string {
  return `${name}${array ? '[]' : ''}`
}

/** `, and it takes ACCESS EXCLUSIVE on users, which its foreign keys reference`. */
export function referencedBy({ schema }: Context, tables: readonly string[]): string {
  const others = tables.flatMap((table) =>
    [...tableOf(schema, table).constraints.values()].flatMap(({ references }) => references ?? []),
  )
  const names = [...new Set(others)].filter((name) => !tables.includes(name))
  return names.length === 0
    ? ''
    : `, and it takes ACCESS EXCLUSIVE on ${names.join(', ')}, which its foreign keys reference`
}

/** The rest of the transaction puts a view, or a new table, under that name. */
export function viewFollows({ later, earlier }: Context, name: string): boolean {
  return [...earlier(), ...later()].some(({ action }) =>
    action.kind === 'create-view'
      ? bareName(action.name) === bareName(name)
      : action.kind === 'rename' && action.object === 'table' && bareName(action.to) === bareName(name),
  )
}

/** The table was renamed before, and a view has the name that the application knows. */
export function hasViewNamed({ later, earlier }: Context, table: string): boolean {
  const renamed = [...earlier(), ...later()].find(
    ({ action }) => action.kind === 'rename' && action.object === 'table' && bareName(action.to) === bareName(table),
  )
  if (renamed?.action.kind !== 'rename') return false
  const old = renamed.action.from
  return [...earlier(), ...later()].some(
    ({ action }) => action.kind === 'create-view' && bareName(action.name) === bareName(old),
  )
}
