import { Failure } from '../../diagnostic/failure.ts'
import { nothingElse } from '../../diagnostic/nothing-else.ts'
import type { Result, Session } from '../../connect/session.ts'
import { exitCode } from '../../protocol/process.ts'
import { equalsText } from '../equals-text.ts'
import { shownValue } from '../shown-value.ts'
import type { Scalar } from '../http/json.ts'
import type { StepOf } from '../step-runner.ts'

type Check = StepOf<'smoke-test'>['sql'][number]

/** Undefined if the check passes, otherwise what was expected and found. Throws a `Failure` if the connection fails. */
export async function sqlMismatch(session: Session, check: Check): Promise<string | undefined> {
  const { query, minRows, equals, ...rest } = check
  nothingElse(rest)
  const answer = await readOnly(session, query)
  if (typeof answer === 'string') return answer
  return rowsMismatch(answer, minRows) ?? valueMismatch(answer, equals)
}

/** Runs the query in a read-only transaction, so that a wrong check can't do harm. */
async function readOnly(session: Session, query: string): Promise<Result | string> {
  await session.query('begin transaction read only')
  try {
    return await session.query(query, [])
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const state = sqlstateOf(error)
    if (state === undefined || (error.exit === exitCode.retry && state !== readOnlyState)) throw error
    return state === readOnlyState
      ? `expected a read-only query, found one that writes: ${error.message}`
      : `expected an answer, found an error: ${error.message}`
  } finally {
    await session.query('rollback')
  }
}

/** read_only_sql_transaction */
const readOnlyState = '25006'

function sqlstateOf(error: Failure): string | undefined {
  return 'sqlstate' in error && typeof error.sqlstate === 'string' ? error.sqlstate : undefined
}

function rowsMismatch({ rows }: Result, minRows: number | undefined): string | undefined {
  if (minRows === undefined || rows.length >= minRows) return undefined
  return `expected at least ${counted(minRows, 'row')}, found ${rows.length}`
}

function valueMismatch({ rows, fields }: Result, expected: Scalar | undefined): string | undefined {
  if (expected === undefined) return undefined
  const wanted = `expected a single value ${JSON.stringify(expected)}`
  const [field] = fields
  const value = rows[0]?.[field?.name ?? '']
  if (rows.length !== 1 || fields.length !== 1 || value === undefined || field === undefined) {
    return `${wanted}, found ${counted(rows.length, 'row')} of ${counted(fields.length, 'column')}`
  }
  return equalsText(value, expected) ? undefined : `${wanted}, found ${shownValue(value, field)}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
