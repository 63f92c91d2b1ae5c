/**
 * The runner's memory, in the migrated database itself: schema `wavec`. Each entry of `ledgerUpgrades` leads to the
 * next version and only adds, so that the runner of the release before can still read and write.
 */
export const ledgerUpgrades: readonly string[] = [
  `
create table wavec.ledger (
  version     integer     not null,
  upgraded_at timestamptz not null default clock_timestamp()
);
create table wavec.attempt (
  id         bigint      generated always as identity primary key,
  pipeline   text        not null,
  target     text        not null,
  step       text        not null,
  job        text        not null,
  pod        text        not null,
  release    text        not null,
  digest     text        not null,
  tool       text,
  wavec      text        not null,
  state      text        not null check (state in ('started', 'done', 'failed', 'retry', 'abandoned')),
  message    text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at   timestamptz
);
create index attempt_of_pipeline on wavec.attempt (pipeline, target, step, id);
create table wavec.migration (
  pipeline   text        not null,
  target     text        not null,
  id         text        not null,
  file       text        not null,
  version    text,
  checksum   text        not null,
  state      text        not null check (state in ('started', 'applied')),
  attempt    bigint      not null,
  ms         integer,
  started_at timestamptz not null default clock_timestamp(),
  applied_at timestamptz,
  primary key (pipeline, target, id)
);
create table wavec.statement (
  pipeline   text        not null,
  target     text        not null,
  id         text        not null,
  number     integer     not null,
  checksum   text        not null,
  state      text        not null check (state in ('started', 'done')),
  attempt    bigint      not null,
  primary key (pipeline, target, id, number)
);
create table wavec.baseline (
  pipeline   text        not null,
  target     text        not null,
  number     integer     not null,
  url        text        not null,
  passed     boolean     not null,
  detail     text        not null,
  release    text        not null,
  digest     text        not null,
  taken_at   timestamptz not null default clock_timestamp(),
  primary key (pipeline, target, number)
);`,
  // Migrations that took something away, and the digest of the release right before, which does not use it.
  `
create table wavec.contract (
  pipeline   text        not null,
  target     text        not null,
  file       text        not null,
  release    text        not null,
  digest     text        not null,
  attempt    bigint      not null,
  before     text,
  noted_at   timestamptz not null default clock_timestamp(),
  primary key (pipeline, target, file)
);`,
  // How each migration that preflight found pending is taken back.
  `
create table wavec.reversal (
  pipeline   text        not null,
  target     text        not null,
  id         text        not null,
  file       text        not null,
  sql        text,
  noted_at   timestamptz not null default clock_timestamp(),
  primary key (pipeline, target, id)
);`,
]

/** The version that this runner writes. A newer ledger is read and written as it is: upgrades only add. */
export const ledgerVersion = ledgerUpgrades.length

export type AttemptState = 'started' | 'done' | 'failed' | 'retry' | 'abandoned'

/** `target` is the first schema of the search_path, or empty: the same files may be applied to several schemas. */
export interface Scope {
  readonly pipeline: string
  readonly target: string
}

/**
 * `started`: a file that runs outside a transaction and has not ended. `unended`: a file that ended the transaction which
 * was to record its end, so that only a part of it may be applied. `unknown`: written by something else.
 */
export type MigrationState = 'started' | 'applied' | 'unended' | 'unknown'

/** A migration that the ledger knows. */
export interface AppliedMigration {
  /** The version without leading and trailing zeros; a repeatable file's name. */
  readonly id: string
  readonly file: string
  readonly version: string | undefined
  readonly checksum: string
  readonly state: MigrationState
  /** The state as the ledger has it. */
  readonly written: string
  /** The attempt that wrote the row last; undefined in the history of another tool. */
  readonly attempt: string | undefined
}

/** A file that preflight found pending, and the SQL that takes it back; null where SQL alone can't. */
export interface Reversal {
  readonly file: string
  readonly sql: string | undefined
}

/** One check of the version that was serving before the migration. */
export interface BaselineCheck {
  readonly url: string
  readonly passed: boolean
  readonly detail: string
}
