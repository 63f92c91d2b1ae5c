import type { Session } from '../../connect/session.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import type { Adapters, StepOf } from '../step-runner.ts'
import { toolOf } from '../tool.ts'
import type { Finding } from './finding.ts'

type Preflight = StepOf<'preflight'>

/** Checks of the server: version, writable or not, role, and settings of the session. */
export async function serverFindings(
  session: Session,
  step: Preflight,
  adapters: Pick<Adapters, 'tools'>,
): Promise<readonly Finding[]> {
  const { rows } =
    await session.query(`select current_user as role, current_database() as database, pg_is_in_recovery() as standby,
  (select reset_val from pg_settings where name = 'default_transaction_read_only') as readonly, current_setting('server_version') as version,
  (select rolsuper from pg_roles where rolname = current_user) as superuser,
  coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as tls`)
  const row = rows[0] ?? {}
  const tls = row['tls'] === 't' ? 'with TLS' : 'without TLS'
  const note: Finding = {
    level: 'note',
    code: 'preflight/server',
    text: `PostgreSQL ${row['version']}, database ${row['database']}, as ${row['role']}, ${tls}`,
  }
  return [
    note,
    ...versionFindings(session, step),
    ...writeFindings(row['standby'] === 't', row['readonly'] === 'on'),
    ...roleFindings(step, row['role'] ?? '', row['superuser'] === 't'),
    ...(toolOf(step.migrations, adapters).runs.in === 'engine' ? [] : await roleSettingFindings(session, step)),
  ]
}

function versionFindings({ serverVersion }: Session, { database }: Preflight): readonly Finding[] {
  if (database.version === undefined) return []
  const [wanted, found] = [Number.parseInt(database.version, 10), Math.floor(serverVersion / 10_000)]
  if (found === wanted) return []
  const text = `the server is PostgreSQL ${found}, but the migrations were checked for ${wanted} (database.version)`
  const next = `set database.version: "${found}", then: npx wavec compile`
  return [{ level: found < wanted ? 'failed' : 'warning', code: 'preflight/server-version', text, next }]
}

function writeFindings(standby: boolean, readonly: boolean): readonly Finding[] {
  if (standby) {
    const next = 'point database.host at the primary, where select pg_is_in_recovery() returns false'
    return [
      {
        level: 'retry',
        code: 'preflight/read-only',
        text: 'this server is a standby, on which no migration can run',
        next,
      },
    ]
  }
  if (!readonly) return []
  const next = 'alter role … reset default_transaction_read_only'
  return [
    { level: 'failed', code: 'preflight/read-only', text: 'transactions of this role are read-only by default', next },
  ]
}

function roleFindings({ checks }: Preflight, role: string, superuser: boolean): readonly Finding[] {
  const findings: Finding[] = []
  if (checks.role !== undefined && checks.role !== role) {
    findings.push({
      level: 'failed',
      code: 'preflight/role',
      text: `connected as ${role}, expected ${checks.role}`,
      next: 'correct the Secret that database.secret names',
    })
  }
  if (superuser) {
    const next = `npx wavec init --role-sql ${shellWord(`${role}_migrator`)}`
    findings.push({
      level: 'warning',
      code: 'preflight/superuser',
      text: `${role} is a superuser, which a migration does not need`,
      next,
    })
  }
  return findings
}

/** Another tool opens its own sessions, so their settings must be set on the role. */
async function roleSettingFindings(session: Session, { migrations }: Preflight): Promise<readonly Finding[]> {
  if (session.serverVersion < 140_000) return []
  const { rows } = await session.query(`select exists (select from pg_db_role_setting s, unnest(s.setconfig) c
where s.setrole in (0, (select oid from pg_roles where rolname = current_user)) and c ~ '^client_connection_check_interval=[1-9]')
or current_setting('client_connection_check_interval') ~ '^[1-9]' and (select source from pg_settings where name = 'client_connection_check_interval') <> 'session' as kept`)
  if (rows[0]?.['kept'] === 't') return []
  const next = `alter role current_user set client_connection_check_interval = '1s'`
  const text = `a statement of ${migrations.tool} continues and commits after its Job is killed, because client_connection_check_interval is not set on the role`
  return [{ level: 'warning', code: 'preflight/role-settings', text: `${text}, do: ${next}`, next }]
}
