import type { Misread } from '../migrations/misread.ts'

/** Values in PostgreSQL's text format (a boolean is `t` or `f`), so that the client neither rounds a bigint nor guesses. */
export type Row = Readonly<Record<string, string | null>>

export interface Field {
  readonly name: string
  /** The type's OID and modifier, as format_type() takes them. */
  readonly type: number
  readonly modifier: number
}

export interface Result {
  readonly rows: readonly Row[]
  readonly fields: readonly Field[]
  /** The first word of the command tag, e.g. `CREATE`, `INSERT`. */
  readonly command: string
  readonly count: number
}

export type Value = string | number | boolean | null | readonly string[]

/** One connection to one backend. Queries run one after the other. Throws `DatabaseFailure`. */
export interface Session extends AsyncDisposable {
  /** For example 150018 for 15.18. */
  readonly serverVersion: number
  readonly pid: number
  /** Whether the connection ends at the server or at a pooler. */
  readonly route: 'direct' | 'pooled'
  /** For messages: `user@host:port/database`, never a password. */
  readonly address: string
  /**
   * SQL that undoes what statements left in this session, however they did it, and restores its initial settings. It keeps
   * advisory locks, and may run inside a transaction.
   */
  readonly restore: string
  /** The settings that the server refused and the session does without, each with the reason. */
  readonly refused: readonly string[]
  /**
   * With values: runs one statement with the extended protocol. Without: runs one or more with the simple protocol and
   * returns the result of the last.
   */
  query(text: string, values?: readonly Value[]): Promise<Result>
  /** Runs one statement and drops its rows as they arrive, because an answer may be larger than the memory of the pod. */
  execute(text: string): Promise<void>
  /** As of the last answer of the server. */
  readonly transaction: () => 'none' | 'open' | 'failed'
  /** A setting under which the server reads what is sent differently than it is meant; undefined if there is none. */
  readonly misreading: () => Misread | undefined
  /** Opens another connection as the same user with the same settings, to watch or cancel this one. */
  another(): Promise<Session>
  /** Asks the server to cancel the running query, and closes the connection if that fails. Never throws. */
  cancel(): Promise<void>
}
