import { identifier, literal } from '../connect/pg-session.ts'

export interface MigratorRole {
  readonly role: string
  /** The role that owns what the migrations alter; without one, a line says what is missing. */
  readonly owner: string | undefined
  /** First in the search_path. */
  readonly schema: string
  /** The role of the gate in the workload's pods, which only reads the ledger. */
  readonly gate?: string | undefined
}

/** The least that the migrator needs, as SQL for an administrator, and how to take it away again. */
export function roleSql({ role, owner, schema, gate }: MigratorRole): string {
  const [name, namespace] = [identifier(role), identifier(schema)]
  const membership =
    owner === undefined
      ? `-- grant OWNER to ${name};   -- the role that owns the tables: only an owner may alter them`
      : `grant ${identifier(owner)} to ${name};   -- only an owner may alter a table`
  const heir = owner === undefined ? 'OWNER' : identifier(owner)
  return `-- The migrator of one database. Run it there, as a role that may create roles and owns the database:
--   psql --dbname DATABASE --set ON_ERROR_STOP=1 --file role.sql
-- It may run again. The password is not in it: \\password ${role}
do $$ begin
  if not exists (select from pg_roles where rolname = ${literal(role)}) then
    create role ${name} login nosuperuser nocreatedb nocreaterole noreplication;
  end if;
end $$;
create schema if not exists wavec;
alter schema wavec owner to ${name};   -- the ledger: attempts, applied migrations, the live baseline
grant usage, create on schema ${namespace} to ${name};
${membership}

-- What has to hold under any tool. wavec repeats it in its own sessions, and preflight reads it back.
alter role ${name} set lock_timeout = '2s';
alter role ${name} set statement_timeout = '5min';
alter role ${name} set idle_in_transaction_session_timeout = '5min';
do $$ begin
  if current_setting('server_version_num')::int >= 140000 then
    alter role ${name} set client_connection_check_interval = '1s';   -- a killed Job's statement ends, and is not committed
  end if;
end $$;
${gate === undefined ? '' : gateSql(name, gate)}
-- To take it away again:
--   reassign owned by ${name} to ${heir};   -- keeps the tables that it made, and the ledger
--   drop owned by ${name};                  -- its privileges in this database
--   drop role ${name};
--   drop schema wavec cascade;              -- only if nothing migrates this database any more: it forgets what was applied
`
}

/** It may read the ledger, and nothing else; the tables in it are made later, by the migrator. */
function gateSql(migrator: string, gate: string): string {
  const name = identifier(gate)
  return `
-- The gate (workload.gate) asks the ledger from the pods of the workload. It may read that, and nothing else.
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
