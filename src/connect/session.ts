/** Values as PostgreSQL writes them in text: no client may round a bigint or guess a type. */
export type Row = Readonly<Record<string, string | null>>

export interface Result {
  readonly rows: readonly Row[]
  /** e.g. `CREATE TABLE`, `INSERT`. */
  readonly command: string
  readonly count: number
}

/** One connection, one backend. Queries run one after the other. Throws `DatabaseFailure`. */
export interface Session extends AsyncDisposable {
  /** e.g. 150018 for 15.18. */
  readonly serverVersion: number
  readonly pid: number
  /** Without values one or more statements by the simple protocol; with values one statement, prepared. */
  query(text: string, values?: readonly (string | number | boolean | null | readonly string[])[]): Promise<Result>
  /** Another connection as the same user with the same settings, to watch or to cancel. */
  another(): Promise<Session>
  /** Asks the server to cancel what runs. */
  cancel(): Promise<void>
}
