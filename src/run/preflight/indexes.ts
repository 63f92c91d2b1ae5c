import type { Session } from '../../connect/session.ts'
import { ledgerVersionOf, scopeOf } from '../ledger/ledger.ts'
import type { StepOf } from '../step-runner.ts'
import type { Finding } from './finding.ts'
import { unlessForbidden } from './unless-forbidden.ts'

/** INVALID indexes slow down every write and help no read. Reports their owners, and whether a session builds them. */
export async function indexFindings(session: Session, step: StepOf<'preflight'>): Promise<readonly Finding[]> {
  const { rows } =
    await session.query(`select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as table, pg_get_userbyid(c.relowner) as owner,
  p.pid, p.phase, case when p.blocks_total > 0 then (100 * p.blocks_done / p.blocks_total)::text end as share
from pg_index i join pg_class c on c.oid = i.indexrelid left join pg_stat_progress_create_index p on p.index_relid = i.indexrelid
where not i.indisvalid and c.relkind = 'i' order by 1`)
  if (rows.length === 0) return []
  const unfinished = await unlessForbidden(() => unfinishedFiles(session, step), [])
  return rows.map((row): Finding => {
    const name = `${row['name']} on ${row['table']} (owner ${row['owner']})`
    if (row['pid'] !== null) {
      const share = row['share'] === null ? '' : `, ${row['share']}%`
      return {
        level: 'note',
        code: 'preflight/index-in-progress',
        text: `${name} is being built by pid ${row['pid']}: ${row['phase']}${share}`,
      }
    }
    const ours =
      unfinished.length === 0
        ? 'if nothing builds it: '
        : `unless it belongs to ${unfinished.join(', ')}, which the next migrate finishes: `
    return {
      level: 'warning',
      code: 'preflight/invalid-index',
      text: `${name} is INVALID, ${ours}drop index concurrently ${row['name']};`,
    }
  })
}

async function unfinishedFiles(session: Session, step: StepOf<'preflight'>): Promise<readonly string[]> {
  if ((await ledgerVersionOf(session)) === 0) return []
  const { pipeline, target } = scopeOf(step)
  const { rows } = await session.query(
    `select file from wavec.migration where pipeline = $1 and target = $2 and state = 'started' order by 1`,
    [pipeline, target],
  )
  return rows.map(({ file }) => file ?? '')
}
