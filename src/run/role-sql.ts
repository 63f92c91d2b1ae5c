import { dollarQuoted, identifier, literal } from '../connect/pg-quote.ts'
import { firstUnprintable } from '../diagnostic/visible.ts'

export interface MigratorRole {
  readonly role: string
  /** The role that owns the tables that the migrations alter. Without one, a comment shows the missing grant. */
  readonly owner: string | undefined
  /** First in the search_path. */
  readonly schema: string
  /** The role of the gate in the workload's pods, which only reads the ledger. */
  readonly gate?: string | undefined
  /** The role of the steps that only read. */
  readonly reader?: string | undefined
}

/** NAMEDATALEN - 1 (https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS). */
const longestName = 63
/** Even in quotes they name no role: `public` is all of them (PostgreSQL 18, gram.y, RoleSpec). */
const noRoles = ['public', 'none']

/** Why the name can't be that of such a role or schema; undefined if it can. */
export function nameProblem(what: keyof MigratorRole, name: string): string | undefined {
  if (name === '') return 'is empty'
  const char = firstUnprintable(name)
  if (char !== undefined) return `contains ${char}, which is not a printable character`
  const bytes = Buffer.byteLength(name)
  if (bytes > longestName) return `has ${bytes} bytes, and PostgreSQL would cut it to ${longestName}`
  if (what !== 'schema' && noRoles.includes(name)) return 'is a word of PostgreSQL, not a role'
  if (what !== 'owner' && name.startsWith('pg_')) return 'begins with pg_, which PostgreSQL keeps for itself'
  return undefined
}

/** The minimal privileges of the migrator, as SQL for an administrator, and how to remove them again. */
export function roleSql({ role, owner, schema, gate, reader }: MigratorRole): string {
  const [name, namespace] = [identifier(role), identifier(schema)]
  const membership =
    owner === undefined
      ? `-- grant OWNER to ${name};   -- the role that owns the tables: only an owner may alter a table`
      : `grant ${identifier(owner)} to ${name};   -- only an owner may alter a table`
  const others = [gate, reader].filter((each) => each !== undefined)
  const heir = owner === undefined ? 'OWNER' : identifier(owner)
  return `-- The migrator role of one database. Run this there, as a role that may create roles and owns the database:
--   psql --dbname DATABASE --set ON_ERROR_STOP=1 --file role.sql
-- It is safe to run again. Set the password separately: \\password ${name}
${loginRole(role)}
create schema if not exists wavec;
alter schema wavec owner to ${name};   -- the ledger: attempts, applied migrations, the live baseline
grant usage, create on schema ${namespace} to ${name};
${membership}
${seesBlockers(role)}

-- Settings for every migration tool. wavec repeats them in its own sessions, and preflight checks them.
alter role ${name} set lock_timeout = '2s';
alter role ${name} set statement_timeout = '5min';
alter role ${name} set idle_in_transaction_session_timeout = '5min';
${block(`
  if current_setting('server_version_num')::int >= 140000 then
    alter role ${name} set client_connection_check_interval = '1s';   -- ends the statement of a killed Job instead of committing it
  end if;
`)}
${gate === undefined ? '' : gateSql(name, gate)}${reader === undefined ? '' : readerSql(name, reader, namespace)}
-- To remove the role:
--   reassign owned by ${name} to ${heir};   -- keeps the tables that it created, and the ledger
--   drop owned by ${name};                  -- its privileges in this database
--   drop role ${name};
${others.map((each) => `--   drop owned by ${identifier(each)}; drop role ${identifier(each)};\n`).join('')}--   drop schema wavec cascade;              -- only if nothing migrates this database any more: the history of applied migrations is lost
`
}

/**
 * Only an administrator of that role may grant it, which the owner of one database often is not. The least that shows
 * them: pg_monitor contains it, and reads settings and scans tables besides
 * (https://www.postgresql.org/docs/18/predefined-roles.html).
 */
function seesBlockers(role: string): string {
  return `
-- Optional: without it a migration that waits for a lock names the session that blocks it, but neither its age nor its query.
${block(`
  grant pg_read_all_stats to ${identifier(role)};
exception when insufficient_privilege then
  raise notice 'pg_read_all_stats was not granted: the age and the query of a blocking session will not be visible';
`)}`
}

/** The migrator creates the ledger's tables later, hence the default privileges. */
function gateSql(migrator: string, gate: string): string {
  return `
-- The gate (workload.gate) reads the ledger from the pods of the workload. This role may do nothing else.
${loginRole(gate)}
${mayRead(migrator, gate, 'wavec')}
`
}

/**
 * Not pg_read_all_data: that reads every schema of the database, also those of other applications, and exists only since
 * PostgreSQL 14. A table that another role than the migrator creates has to be granted by that role.
 */
function readerSql(migrator: string, reader: string, namespace: string): string {
  const name = identifier(reader)
  return `
-- The reader (database.reader): smoke-test, verify and report connect as it. It reads the ledger and, for smokeTest.sql, the
-- tables of one schema. It is granted nothing that writes.
${loginRole(reader)}
alter role ${name} set default_transaction_read_only = on;   -- shows a mistake early: the grants are what keeps it from writing
${block(`
  execute format('grant connect on database %I to %I', current_database(), ${literal(reader)});
`)}
${mayRead(migrator, reader, 'wavec')}
${mayRead(migrator, reader, namespace)}
`
}

function loginRole(role: string): string {
  return block(`
  if not exists (select from pg_roles where rolname = ${literal(role)}) then
    create role ${identifier(role)} login nosuperuser nocreatedb nocreaterole noreplication;
  end if;
`)
}

function block(statements: string): string {
  return `do ${dollarQuoted(` begin${statements}end `)};`
}

function mayRead(migrator: string, role: string, schema: string): string {
  const name = identifier(role)
  return `grant usage on schema ${schema} to ${name};
grant select on all tables in schema ${schema} to ${name};
alter default privileges for role ${migrator} in schema ${schema} grant select on tables to ${name};`
}
