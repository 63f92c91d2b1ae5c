import { nothingElse } from '../../diagnostic/nothing-else.ts'
import { DatabaseFailure } from '../../connect/pg-failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Packet } from '../../protocol/packet.ts'
import { equalsText } from '../equals-text.ts'
import { shownValue } from '../shown-value.ts'
import type { StepOf } from '../step-runner.ts'

type Expectation = StepOf<'expect'>['expect'][number]

/** Checks the schema that the migrations should have produced. The packet lists every expectation that is not met. */
export async function checkExpectations(
  session: Session,
  expectations: readonly Expectation[],
): Promise<Packet | undefined> {
  const missed: string[] = []
  for (const expectation of expectations) missed.push(...(await check(session, expectation)))
  if (missed.length === 0) return undefined
  return {
    code: 'migrate/unexpected',
    message: missed.length === 1 ? (missed[0] ?? '') : `${missed.length} expectations are not met`,
    details: missed,
    state: 'the migrations are applied',
    next: 'correct migrate.expect, or add a migration for what is missing',
  }
}

async function check(session: Session, expectation: Expectation): Promise<readonly string[]> {
  // A wrong expectation can't do harm: the server refuses what it writes.
  await session.query('begin transaction read only')
  try {
    return 'query' in expectation ? await checkQuery(session, expectation) : await checkTable(session, expectation)
  } catch (error) {
    // A query or type that the server refuses is an expectation that is not met.
    if (!(error instanceof DatabaseFailure) || error.exit !== 4) throw error
    return [`${'query' in expectation ? expectation.query : expectation.table}: ${error.message}`]
  } finally {
    await session.query('rollback')
  }
}

async function checkQuery(
  session: Session,
  { query, equals, ...rest }: Extract<Expectation, { readonly query: string }>,
): Promise<readonly string[]> {
  nothingElse(rest)
  const { rows, fields } = await session.query(query, [])
  const [field] = fields
  const value = rows[0]?.[field?.name ?? '']
  const isSingle = rows.length === 1 && fields.length === 1 && value !== undefined && field !== undefined
  if (isSingle && equalsText(value, equals)) return []
  const found = isSingle ? shownValue(value, field) : `${rows.length} rows of ${fields.length} columns`
  return [`${query} gives ${found}, expected ${JSON.stringify(equals)}`]
}

async function checkTable(
  session: Session,
  { table, columns = {}, ...rest }: Extract<Expectation, { readonly table: string }>,
): Promise<readonly string[]> {
  nothingElse(rest)
  const { rows: found } = await session.query('select to_regclass($1)::oid as oid', [table])
  const oid = found[0]?.['oid']
  if (oid === null || oid === undefined) return [`table ${table} does not exist`]
  const sql = `select attname, format_type(atttypid, atttypmod) as type from pg_attribute where attrelid = $1::oid and attnum > 0 and not attisdropped`
  const { rows } = await session.query(sql, [oid])
  const types = new Map(rows.map((row) => [row['attname'], row['type']]))
  const missed: string[] = []
  for (const [column, wanted] of Object.entries(columns)) {
    const type = types.get(column)
    if (type === undefined) missed.push(`${table} has no column ${column}`)
    else if (type !== (await canonical(session, wanted)))
      missed.push(`${table}.${column} is ${type}, expected ${wanted}`)
  }
  return missed
}

/** The server's name for a type: `int8` and `bigint`, or `varchar(9)` and `character varying(9)`, are the same. */
async function canonical(session: Session, type: string): Promise<string> {
  const { fields } = await session.query(`select null::${type} as type limit 0`, [])
  const [field] = fields
  const { rows } = await session.query('select format_type($1::oid, $2::integer) as type', [
    field?.type ?? 0,
    field?.modifier ?? -1,
  ])
  return rows[0]?.['type'] ?? type
}
