/** Values as PostgreSQL writes them in text (a boolean is `t` or `f`): no client may round a bigint or guess a type. */
export type Row = Readonly<Record<string, string | null>>

export interface Field {
  readonly name: string
  /** As format_type() takes them. */
  readonly type: number
  readonly modifier: number
}

export interface Result {
  readonly rows: readonly Row[]
  readonly fields: readonly Field[]
  /** The first word of what was done, e.g. `CREATE`, `INSERT`. */
  readonly command: string
  readonly count: number
}

export type Value = string | number | boolean | null | readonly string[]

/** One connection, one backend. Queries run one after the other. Throws `DatabaseFailure`. */
export interface Session extends AsyncDisposable {
  /** e.g. 150018 for 15.18. */
  readonly serverVersion: number
  readonly pid: number
  /** Whether something between us and the server answers in its place. */
  readonly route: 'direct' | 'pooled'
  /** What is true of this connection, for people: `user@host:port/database`, never a password. */
  readonly address: string
  /** SQL that undoes what was SET in this session and puts its settings back. */
  readonly restore: string
  /**
   * With values: one statement, by the extended protocol. Without: one or more by the simple protocol; the result is
   * the last one's.
   */
  query(text: string, values?: readonly Value[]): Promise<Result>
  /** Another connection as the same user with the same settings, to watch or to cancel. */
  another(): Promise<Session>
  /** Ends what runs: asks the server to cancel it, and closes the connection if that can't be done. Never throws. */
  cancel(): Promise<void>
}
