/**
 * Roles whose members reach the server's files and programs, and so can become superuser
 * (https://www.postgresql.org/docs/18/predefined-roles.html), and the administrators of managed services (their
 * documentation: rds_superuser of Amazon RDS, cloudsqlsuperuser of Cloud SQL, azure_pg_admin of Azure Database).
 */
export const administrators: ReadonlySet<string> = new Set([
  'azure_pg_admin',
  'cloudsqlsuperuser',
  'pg_execute_server_program',
  'pg_read_server_files',
  'pg_write_server_files',
  'rds_superuser',
])

/** Of the same page: they read settings and statistics. */
const watching: ReadonlySet<string> = new Set([
  'pg_monitor',
  'pg_read_all_settings',
  'pg_read_all_stats',
  'pg_stat_scan_tables',
])

/** Names that begin with pg_ are the server's own, so a new one is a role that this list does not know yet. */
export function isWide(role: string): boolean {
  return role.startsWith('pg_') && !watching.has(role) && !administrators.has(role)
}
