import type { Node } from 'libpg-query'
import type { SqlType } from './ast.ts'
import type { Reach } from './reach.ts'
import type { Call, ColumnSpec, ConstraintSpec, GrantSpec, IndexSpec, Parameter, WriteSpec } from './specs.ts'
import type { Bound, Existing, OfTable, TableChange } from './table-change.ts'

export type { Bound, Existing, ReplicaIdentity, TableChange, TableOption, TriggerState } from './table-change.ts'

/** What a statement does, in the words of the schema: what the model, the facts and the rules look at. */
export type Action = Change & Occurrence
export type Kind = Action['kind']
/** The kinds of ALTER TABLE, and of what else changes one table. */
export type TableKind = TableChange['kind']

type Actions = { readonly [K in Kind]: Extract<Action, { readonly kind: K }> }
export type Of<K extends Kind> = Actions[K]

/**
 * One answer for each kind of action: a question about actions is such a table, so that a new kind fails to compile until
 * every question has an answer. Reach an entry by `table[kind](action, …)` in a function that is generic over the kind.
 */
export type ByKind<Rest extends readonly unknown[], Answer, K extends Kind = Kind> = {
  readonly [P in K]: (action: Of<P>, ...rest: Rest) => Answer
}

/** Where an action stands, and under which conditions it happens. */
export interface Occurrence {
  /** UTF-16, in the file. */
  readonly start: number
  readonly end: number
  /** `loop`: again and again inside one statement; `block`: in a DO block or a called routine; `top`: by itself. */
  readonly within: 'top' | 'block' | 'loop'
  /** `unnamed`: of objects whose names are only known when it runs, so that nothing is known of them afterwards. */
  readonly certainty: 'always' | 'perhaps' | 'unnamed'
  /** What the statement reaches beyond the tables of the application; undefined for most. */
  readonly reaches?: readonly Reach[]
}

export type Dropped =
  | 'table'
  | 'view'
  | 'matview'
  | 'index'
  | 'routine'
  | 'trigger'
  | 'type'
  | 'domain'
  | 'schema'
  | 'sequence'
  | 'policy'
  | 'other'

export type Change =
  | TableChange
  | ({
      readonly kind: 'create-table'
      readonly columns: readonly ColumnSpec[]
      readonly constraints: readonly ConstraintSpec[]
      readonly lifetime: 'permanent' | 'temporary'
      readonly logged: 'logged' | 'unlogged'
      readonly partitionOf: string | undefined
      readonly bound: Bound | undefined
      readonly partitioned: boolean
      readonly likes: readonly string[]
      /** Of those, the ones whose indexes are made here too. */
      readonly indexedLike: readonly string[]
      readonly inherits: readonly string[]
      readonly existing: Existing
      readonly query: Node | undefined
    } & OfTable)
  | {
      readonly kind: 'create-index'
      readonly index: IndexSpec
      readonly concurrently: boolean
      readonly only: boolean
      readonly existing: Existing
    }
  | {
      readonly kind: 'drop'
      readonly object: Dropped
      readonly names: readonly string[]
      /** Of routines, beside their names: the types that they are called with; undefined where they are not written. */
      readonly signatures: readonly (readonly SqlType[] | undefined)[]
      /** Of a trigger or policy. */
      readonly table: string | undefined
      readonly cascade: boolean
      readonly concurrently: boolean
      readonly missing: 'refuse' | 'skip'
    }
  | { readonly kind: 'drop-database'; readonly name: string }
  | {
      readonly kind: 'rename'
      readonly object: Renamed
      readonly from: string
      readonly to: string
      readonly table?: string
    }
  | { readonly kind: 'move-schema'; readonly object: 'table' | 'other'; readonly name: string; readonly to: string }
  | {
      readonly kind: 'create-view'
      readonly name: string
      readonly query: Node | undefined
      /** The names of its columns that the statement gives itself. */
      readonly aliases: readonly string[]
      readonly materialized: boolean
      readonly replace: boolean
      /** IF NOT EXISTS. */
      readonly skips: boolean
    }
  | {
      readonly kind: 'create-trigger'
      readonly name: string
      readonly table: string
      readonly routine: string
      readonly timing: 'before row' | 'other'
      /** That it waits for, or that its condition reads. */
      readonly columns: readonly string[]
      readonly replace: boolean
    }
  /** What a trigger function does to a row that it refuses: it raises an error, or silently skips the row. */
  | { readonly kind: 'refuse'; readonly how: 'error' | 'silence' }
  | { readonly kind: 'create-role'; readonly name: string }
  /** Publishes changes and deletes of rows. `narrowed`: of some rows or columns, which the replica identity must cover. */
  | { readonly kind: 'publish'; readonly tables: readonly string[] | 'all'; readonly narrowed: boolean }
  | { readonly kind: 'create-enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'add-enum-value'; readonly name: string; readonly value: string; readonly existing: Existing }
  | { readonly kind: 'create-domain'; readonly name: string; readonly base: SqlType; readonly constrained: boolean }
  | { readonly kind: 'alter-domain'; readonly name: string; readonly adds: DomainCheck }
  | { readonly kind: 'create-routine'; readonly routine: RoutineSpec }
  | { readonly kind: 'create-schema'; readonly name: string; readonly existing: Existing }
  | { readonly kind: 'create-sequence'; readonly name: string; readonly existing: Existing }
  /** `to`: undefined for the value that it once started with. */
  | { readonly kind: 'restart-sequence'; readonly name: string; readonly to: number | undefined }
  | { readonly kind: 'truncate'; readonly tables: readonly string[]; readonly cascade: boolean }
  | {
      readonly kind: 'reindex'
      readonly object: 'index' | 'table' | 'other'
      readonly name: string
      readonly concurrently: boolean
    }
  | { readonly kind: 'cluster'; readonly table: string | undefined }
  | { readonly kind: 'vacuum'; readonly full: boolean; readonly tables: readonly string[] }
  | { readonly kind: 'analyze'; readonly tables: readonly string[] }
  | { readonly kind: 'refresh-matview'; readonly name: string; readonly concurrently: boolean }
  | {
      readonly kind: 'lock-table'
      readonly tables: readonly string[]
      readonly mode: number
      readonly wait: 'wait' | 'nowait'
    }
  | ({ readonly kind: 'grant' } & GrantSpec)
  | ({ readonly kind: 'revoke' } & GrantSpec)
  | { readonly kind: 'owner'; readonly name: string }
  | { readonly kind: 'write'; readonly write: WriteSpec }
  | {
      readonly kind: 'query'
      readonly calls: readonly Call[]
      readonly tables: readonly string[]
      readonly locking: boolean
      /** As of a write. */
      readonly sought: readonly string[]
      readonly bounded: boolean
    }
  | {
      readonly kind: 'set'
      readonly name: string
      readonly value: string | undefined
      readonly scope: 'session' | 'local'
    }
  /** `prepare`: PREPARE TRANSACTION; `prepared`: COMMIT or ROLLBACK PREPARED; `other`: savepoints. */
  | { readonly kind: 'transaction'; readonly does: 'begin' | 'commit' | 'rollback' | 'prepare' | 'prepared' | 'other' }
  | { readonly kind: 'drop-owned'; readonly roles: readonly string[] }
  | { readonly kind: 'create-type'; readonly name: string }
  | { readonly kind: 'create-extension'; readonly name: string }
  /** Waits for nothing, and changes nothing that code of the release before reads or writes. */
  | { readonly kind: 'harmless'; readonly what: string; readonly leaves: 'nothing' | 'objects' }
  /** Takes no lock on a table. What it does to code of the release before is not known. */
  | { readonly kind: 'unjudged'; readonly what: string; readonly transaction: 'any' | 'outside' }
  | { readonly kind: 'opaque'; readonly why: string; readonly what: 'dynamic' | 'routine' | 'statement' }

/** `looser`: a condition or NOT NULL goes; `default`: what an INSERT that leaves the value out gets. */
export type DomainCheck = 'valid' | 'not-valid' | 'validated' | 'looser' | 'default'

export type Renamed =
  | 'table'
  | 'column'
  | 'index'
  | 'view'
  | 'constraint'
  | 'type'
  | 'enum-value'
  | 'schema'
  | 'routine'
  | 'sequence'
  | 'other'

export interface RoutineSpec {
  readonly name: string
  /** What a call passes, in order. */
  readonly parameters: readonly Parameter[]
  readonly language: string
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  /** `setof integer`, `text[]`; empty where its OUT parameters say it. */
  readonly returns: string
  readonly replace: boolean
  readonly kind: 'function' | 'procedure'
  /** What it does when it runs; undefined where that can't be read. */
  readonly body: readonly Action[] | undefined
  /** Columns of the row that a trigger's function is given. */
  readonly rowColumns: readonly string[]
  /** Of those, the ones that it gives another value. */
  readonly assigns: readonly string[]
  /** For SQL functions that the planner may inline: the expression. */
  readonly inline: Node | undefined
}
