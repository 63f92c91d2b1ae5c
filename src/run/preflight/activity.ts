import { identifier, literal } from '../../connect/pg-quote.ts'
import type { Session } from '../../connect/session.ts'
import { normaliseQuery } from '../../migrations/normalise.ts'
import { seconds, visibleSession } from '../blockers.ts'
import { scopeOf } from '../ledger/ledger.ts'
import { lockHolder } from '../lock-holder.ts'
import { lockKey } from '../lock.ts'
import type { StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'

type Preflight = StepOf<'preflight'>

/** Activity of other sessions that a migration would wait for. */
export async function activityFindings(session: Session, step: Preflight): Promise<readonly Finding[]> {
  return [
    ...(await lockFindings(session, step)),
    ...(await transactionFindings(session, step)),
    ...(await lagFindings(session, step)),
  ]
}

async function lockFindings(session: Session, step: Preflight): Promise<readonly Finding[]> {
  const holder = await lockHolder(session, lockKey(scopeOf(step)))
  if (holder === undefined) return []
  const text = `another migrator is at work: ${holder.text}`
  return [{ level: 'retry', code: 'preflight/lock-taken', text, next: holder.next }]
}

async function transactionFindings(session: Session, { checks }: Preflight): Promise<readonly Finding[]> {
  const { maxTransactionAge } = checks
  if (maxTransactionAge === undefined) return []
  const { rows } = await session.query(
    `select pid::text as pid, coalesce(usename, '') as role, application_name as application, state, query, (extract(epoch from clock_timestamp() - xact_start) * 1000)::bigint as age
from pg_stat_activity a where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
  and clock_timestamp() - xact_start > $1::bigint * interval '1 millisecond'
union all select null, owner, gid, 'prepared', '', (extract(epoch from clock_timestamp() - prepared) * 1000)::bigint
from pg_prepared_xacts where database = current_database() and clock_timestamp() - prepared > $1::bigint * interval '1 millisecond'
order by age desc`,
    [maxTransactionAge],
  )
  const hidden = await hiddenFindings(session)
  const old = rows.map((row): Finding => {
    const age = seconds(Number(row['age']))
    const limit = `more than ${seconds(maxTransactionAge)} (maxTransactionAge)`
    if (row['pid'] === null || row['pid'] === undefined) {
      return {
        level: 'retry',
        code: 'preflight/old-transaction',
        text: `the prepared transaction ${row['application']} of ${row['role']} has been open for ${age}, ${limit}`,
        next: `rollback prepared ${literal(row['application'] ?? '')}`,
      }
    }
    const text = `pid ${row['pid']} (${row['role']}, ${row['application']}, ${row['state']}) has had a transaction open for ${age}, ${limit}: ${normaliseQuery(row['query'] ?? '')}`
    return {
      level: 'retry',
      code: 'preflight/old-transaction',
      text,
      next: `select pg_terminate_backend(${row['pid']});   # if it is safe to end`,
    }
  })
  return [...old, ...hidden]
}

/** A session whose times this role may not see has passed no check. Its backend_type is not visible either. */
async function hiddenFindings(session: Session): Promise<readonly Finding[]> {
  const { rows } = await session.query(
    `select count(*) as sessions, current_user as role from pg_stat_activity a
where datname = current_database() and pid <> pg_backend_pid() and usesysid is not null and not ${visibleSession}`,
  )
  const [row] = rows
  const count = Number(row?.['sessions'] ?? 0)
  if (count === 0) return []
  const next = `grant pg_read_all_stats to ${identifier(row?.['role'] ?? '')}`
  const text = `age not visible: the transactions of ${count} ${count === 1 ? 'session' : 'sessions'} of other roles were not checked (maxTransactionAge): ${next}`
  return [{ level: 'warning', code: 'preflight/old-transaction', text, next }]
}

async function lagFindings(session: Session, { checks }: Preflight): Promise<readonly Finding[]> {
  const { maxReplicationLag } = checks
  if (maxReplicationLag === undefined) return []
  const { rows } =
    await session.query(`select application_name as name, state, (extract(epoch from replay_lag) * 1000)::bigint as lag,
  pg_has_role('pg_read_all_stats', 'usage') as may_see, current_user as role from pg_stat_replication order by 1`)
  const hidden = rows.find((row) => row['may_see'] !== 't' && row['state'] === null)
  if (hidden !== undefined) {
    const next = `grant pg_read_all_stats to ${identifier(hidden['role'] ?? '')}`
    return [
      { level: 'warning', code: 'preflight/replication-lag', text: `replication lag was not observed: ${next}`, next },
    ]
  }
  return rows.flatMap((row): Finding[] => {
    const lag = Number(row['lag'] ?? 0)
    if (lag <= maxReplicationLag) return []
    const text = `the standby ${row['name']} lags by ${seconds(lag)}, more than ${seconds(maxReplicationLag)} (maxReplicationLag)`
    return [
      {
        level: 'retry',
        code: 'preflight/replication-lag',
        text,
        next: 'select application_name, replay_lag from pg_stat_replication',
      },
    ]
  })
}
