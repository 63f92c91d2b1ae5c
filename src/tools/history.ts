/** Where a tool records what it has applied, and how a reversal is removed from there. */
export type History =
  /** wavec's own ledger. */
  | { readonly in: 'ledger' }
  | HistoryTable
  /** Nowhere that wavec reads. */
  | { readonly in: 'unknown' }

export interface HistoryTable {
  readonly in: 'table'
  /** As `to_regclass` takes it. A table that does not exist is an empty history. */
  readonly table: string
  /**
   * Selects `file`, `version` and `state` (`applied` or `failed`), the oldest first. One of `file` and `version` may be
   * null: the migrations' index says the other.
   */
  readonly query: string
  /** SQL that removes one migration; each argument is a literal, the version of a file without one is `null`. */
  readonly forget: (file: string, version: string) => readonly string[]
  /** What a person runs after a failed migration was cleaned up. */
  readonly repair: string
}
