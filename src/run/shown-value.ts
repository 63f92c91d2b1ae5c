import type { Field } from '../connect/session.ts'

/**
 * A value that a check found, for logs and the ledger: a number or a boolean as it is, of anything else its type and length,
 * because it may be a value of a row.
 */
export function shownValue(value: string | null, { type }: Pick<Field, 'type'>): string {
  if (value === null) return 'null'
  if (plain.has(type)) return value
  return `${types[type] ?? 'a value'} of ${value.length} ${value.length === 1 ? 'character' : 'characters'}`
}

// OIDs of src/include/catalog/pg_type.dat, which never change.
/** bool, int8, int2, int4, oid, float4, float8, numeric */
const plain: ReadonlySet<number> = new Set([16, 20, 21, 23, 26, 700, 701, 1700])

const types: Readonly<Record<number, string>> = {
  17: 'a bytea',
  18: 'a "char"',
  19: 'a name',
  25: 'a text',
  114: 'a json',
  142: 'an xml',
  705: 'a text',
  1042: 'a character',
  1043: 'a character varying',
  1082: 'a date',
  1083: 'a time',
  1114: 'a timestamp',
  1184: 'a timestamp with time zone',
  1186: 'an interval',
  2950: 'a uuid',
  3802: 'a jsonb',
}
