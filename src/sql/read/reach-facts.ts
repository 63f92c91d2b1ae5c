/** Attributes that a login of an application never needs (https://www.postgresql.org/docs/18/role-attributes.html). */
export const roleAttributes: Readonly<Record<string, string>> = {
  superuser: 'SUPERUSER',
  createrole: 'CREATEROLE',
  isreplication: 'REPLICATION',
  bypassrls: 'BYPASSRLS',
}

/**
 * "Generic File Access Functions" and large objects from and to files
 * (https://www.postgresql.org/docs/18/functions-admin.html, lo-funcs.html), and those of adminpack, until 16.
 */
export const fileFunctions: ReadonlySet<string> = new Set(
  `pg_ls_archive_statusdir pg_ls_dir pg_ls_logdir pg_ls_logicalmapdir pg_ls_logicalsnapdir pg_ls_replslotdir
  pg_ls_summariesdir pg_ls_tmpdir pg_ls_waldir pg_read_binary_file pg_read_file pg_stat_file lo_export lo_import
  pg_file_read pg_file_rename pg_file_sync pg_file_unlink pg_file_write pg_logdir_ls`.split(/\s+/),
)

/** https://www.postgresql.org/docs/18/file-fdw.html, https://www.postgresql.org/docs/16/adminpack.html */
export const fileExtensions: ReadonlySet<string> = new Set(['adminpack', 'file_fdw'])

/** "Configuration File" in https://www.postgresql.org/docs/18/functions-admin.html. */
export const settingFunctions: ReadonlySet<string> = new Set(['pg_reload_conf'])

/**
 * What runs as the server itself: C, wrappers of its own functions, and by convention the languages with a u at the end,
 * with the extensions that bring or extend them (https://www.postgresql.org/docs/18/catalog-pg-language.html, xplang.html).
 */
export function isUntrusted(name: string): boolean {
  return ['c', 'internal', 'plr', 'plsh', 'javau'].includes(name) || /(?:^|_)pl[a-z]+\d*u$/.test(name)
}

/** Extensions that connect to other servers: foreign data wrappers by the name that all of them have, and these. */
export function isConnection(name: string): boolean {
  return ['dblink', 'http', 'pg_net', 'aws_s3', 'aws_lambda'].includes(name) || name.endsWith('_fdw')
}
