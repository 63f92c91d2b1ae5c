import { identifier, literal } from '../connect/pg-session.ts'

export interface MigratorRole {
  readonly role: string
  /** The role that owns the tables that the migrations alter. Without one, a comment shows the missing grant. */
  readonly owner: string | undefined
  /** First in the search_path. */
  readonly schema: string
  /** The role of the gate in the workload's pods, which only reads the ledger. */
  readonly gate?: string | undefined
}

/** The minimal privileges of the migrator, as SQL for an administrator, and how to remove them again. */
export function roleSql({ role, owner, schema, gate }: MigratorRole): string {
  const [name, namespace] = [identifier(role), identifier(schema)]
  const membership =
    owner === undefined
      ? `-- grant OWNER to ${name};   -- the role that owns the tables: only an owner may alter a table`
      : `grant ${identifier(owner)} to ${name};   -- only an owner may alter a table`
  const heir = owner === undefined ? 'OWNER' : identifier(owner)
  return `-- The migrator role of one database. Run this there, as a role that may create roles and owns the database:
--   psql --dbname DATABASE --set ON_ERROR_STOP=1 --file role.sql
-- It is safe to run again. Set the password separately: \\password ${role}
do $$ begin
  if not exists (select from pg_roles where rolname = ${literal(role)}) then
    create role ${name} login nosuperuser nocreatedb nocreaterole noreplication;
  end if;
end $$;
create schema if not exists wavec;
alter schema wavec owner to ${name};   -- the ledger: attempts, applied migrations, the live baseline
grant usage, create on schema ${namespace} to ${name};
${membership}

-- Settings for every migration tool. wavec repeats them in its own sessions, and preflight checks them.
alter role ${name} set lock_timeout = '2s';
alter role ${name} set statement_timeout = '5min';
alter role ${name} set idle_in_transaction_session_timeout = '5min';
do $$ begin
  if current_setting('server_version_num')::int >= 140000 then
    alter role ${name} set client_connection_check_interval = '1s';   -- ends the statement of a killed Job instead of committing it
  end if;
end $$;
${gate === undefined ? '' : gateSql(name, gate)}
-- To remove the role:
--   reassign owned by ${name} to ${heir};   -- keeps the tables that it created, and the ledger
--   drop owned by ${name};                  -- its privileges in this database
--   drop role ${name};
--   drop schema wavec cascade;              -- only if nothing migrates this database any more: the history of applied migrations is lost
`
}

/** Read access to the ledger only. The migrator creates its tables later, hence the default privileges. */
function gateSql(migrator: string, gate: string): string {
  const name = identifier(gate)
  return `
-- The gate (workload.gate) reads the ledger from the pods of the workload. This role may do nothing else.
do $$ begin
  if not exists (select from pg_roles where rolname = ${literal(gate)}) then
    create role ${name} login nosuperuser nocreatedb nocreaterole noreplication;
  end if;
end $$;
grant usage on schema wavec to ${name};
grant select on all tables in schema wavec to ${name};
alter default privileges for role ${migrator} in schema wavec grant select on tables to ${name};
`
}
