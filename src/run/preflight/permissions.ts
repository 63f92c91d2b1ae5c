import { identifier } from '../../connect/pg-quote.ts'
import type { Session } from '../../connect/session.ts'
import type { StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'
import type { History } from './history.ts'

type Preflight = StepOf<'preflight'>

/** The privileges that the role lacks, each with the GRANT to run. */
export async function permissionFindings(
  session: Session,
  step: Preflight,
  history: History,
): Promise<readonly Finding[]> {
  const pending = history.pending.length > 0
  return [
    ...(await ledgerFindings(session)),
    ...(pending ? await schemaFindings(session, step) : []),
    ...(await ownerFindings(session, history.alters)),
  ]
}

async function ledgerFindings(session: Session): Promise<readonly Finding[]> {
  const { rows } = await session.query(`select current_user as role, current_database() as database,
  to_regnamespace('wavec') is not null as there, has_database_privilege(current_database(), 'create') as may_create,
  case when to_regnamespace('wavec') is not null then has_schema_privilege('wavec', 'usage') and has_schema_privilege('wavec', 'create') end as may_use,
  case when to_regnamespace('wavec') is not null and has_schema_privilege('wavec', 'usage') and to_regclass('wavec.attempt') is not null
    then (select bool_and(has_table_privilege(c.oid, p)) from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) p
      where c.relnamespace = to_regnamespace('wavec') and c.relkind = 'r') end as may_write`)
  const row = rows[0] ?? {}
  const role = identifier(row['role'] ?? '')
  if (row['there'] !== 't') {
    if (row['may_create'] === 't') return []
    return ledgerRefused(
      'the schema of the ledger does not exist, and the role may not create it',
      `create schema wavec authorization ${role}`,
    )
  }
  if (row['may_use'] !== 't')
    return ledgerRefused('the role may not use the ledger', `grant usage, create on schema wavec to ${role}`)
  if (row['may_write'] === 'f')
    return ledgerRefused(
      'the role may not write the ledger',
      `grant select, insert, update, delete on all tables in schema wavec to ${role}`,
    )
  return []
}

function ledgerRefused(text: string, next: string): Finding[] {
  return [{ level: 'failed', code: 'preflight/ledger', text: `${text}: ${next}`, next }]
}

async function schemaFindings(session: Session, { database }: Preflight): Promise<readonly Finding[]> {
  const { rows } = await session.query(`select current_user as role, current_schema() as schema,
  case when current_schema() is not null then has_schema_privilege(current_schema(), 'create') end as may_create`)
  const row = rows[0] ?? {}
  if (database.schema !== undefined && row['schema'] !== database.schema) {
    const next = `create schema ${identifier(database.schema)} authorization ${identifier(row['role'] ?? '')}`
    return [
      {
        level: 'warning',
        code: 'preflight/schema',
        text: `the role can't use schema ${database.schema}, or it does not exist: unless a migration creates it, ${next}`,
        next,
      },
    ]
  }
  if (row['may_create'] !== 'f') return []
  const next = `grant create on schema ${identifier(row['schema'] ?? '')} to ${identifier(row['role'] ?? '')}`
  return [
    {
      level: 'failed',
      code: 'preflight/schema',
      text: `the role may not create objects in schema ${row['schema']}: ${next}`,
      next,
    },
  ]
}

/** Only the owner of a table, or a member of the owning role, may alter it. */
async function ownerFindings(session: Session, names: readonly string[]): Promise<readonly Finding[]> {
  if (names.length === 0) return []
  const { rows } = await session.query(
    `select c.oid::regclass::text as name, pg_get_userbyid(c.relowner) as owner, current_user as role
from unnest($1::text[]) n join pg_class c on c.oid = to_regclass(n)
where not pg_has_role(current_user, c.relowner, 'usage') group by c.oid, c.relowner order by 1`,
    [names],
  )
  return rows.map((row) => {
    const next = `grant ${identifier(row['owner'] ?? '')} to ${identifier(row['role'] ?? '')}`
    return {
      level: 'failed',
      code: 'preflight/owner',
      text: `pending files alter ${row['name']}, which belongs to ${row['owner']}: ${next}`,
      next,
    }
  })
}
