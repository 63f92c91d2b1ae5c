/** Session settings as PostgreSQL reads them: milliseconds without a unit. */
export interface Session {
  readonly lockTimeout: number
  readonly statementTimeout: number
  readonly version: string | undefined
}

/**
 * What holds in every session that migrates. A backend whose client was killed must notice and stop, or it goes on
 * and commits: client_connection_check_interval exists since PostgreSQL 14
 * (https://www.postgresql.org/docs/14/runtime-config-connection.html) and is left out where the version isn't known.
 */
export function sessionSettings({
  lockTimeout,
  statementTimeout,
  version,
}: Session): readonly (readonly [string, number])[] {
  const checks = version !== undefined && Number.parseInt(version, 10) >= 14
  return [
    ['lock_timeout', lockTimeout],
    ['statement_timeout', statementTimeout],
    ...(checks ? [['client_connection_check_interval', 1000] as const] : []),
  ]
}
