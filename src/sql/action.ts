import type { Node } from 'libpg-query'
import type { SqlType } from './ast.ts'
import type {
  Call,
  ColumnSpec,
  ConstraintSpec,
  GrantSpec,
  IndexSpec,
  Parameter,
  PolicySpec,
  WriteSpec,
} from './specs.ts'

/** What a statement does, in the words of the schema: what the model, the facts and the rules look at. */
export type Action = Change & Occurrence

/** Where an action stands, and under which conditions it happens. */
export interface Occurrence {
  /** UTF-16, in the file. */
  readonly start: number
  readonly end: number
  /** `loop`: again and again inside one statement; `block`: in a DO block or a called routine; `top`: by itself. */
  readonly within: 'top' | 'block' | 'loop'
  /** `unnamed`: of objects whose names are only known when it runs, so that nothing is known of them afterwards. */
  readonly certainty: 'always' | 'perhaps' | 'unnamed'
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

interface OfTable {
  readonly table: string
}

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
  /** A rule that does something else INSTEAD. */
  | { readonly kind: 'create-rule'; readonly table: string; readonly event: string }
  /** What a trigger's function does to a row that it does not like: an error, or the row goes without a word. */
  | { readonly kind: 'refuse'; readonly how: 'error' | 'silence' }
  | { readonly kind: 'create-role'; readonly name: string }
  /** Changes and deletes of rows, for whoever subscribes. */
  | { readonly kind: 'publish'; readonly tables: readonly string[] | 'all' }
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
  | ({ readonly kind: 'grant' | 'revoke' } & GrantSpec)
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
  | { readonly kind: 'transaction'; readonly does: 'begin' | 'commit' | 'rollback' | 'other' }
  | { readonly kind: 'drop-owned'; readonly roles: readonly string[] }
  /** Known, and nothing in it waits for, changes or breaks anything. */
  | { readonly kind: 'harmless'; readonly what: string }
  | { readonly kind: 'opaque'; readonly why: string; readonly what: 'dynamic' | 'routine' | 'statement' }

export type TableChange = OfTable &
  (
    | {
        readonly kind: 'add-column'
        readonly column: ColumnSpec
        readonly constraints: readonly ConstraintSpec[]
        readonly existing: Existing
      }
    | {
        readonly kind: 'drop-column'
        readonly column: string
        readonly cascade: boolean
        readonly missing: 'refuse' | 'skip'
      }
    | {
        readonly kind: 'alter-type'
        readonly column: string
        readonly type: SqlType
        readonly using: Node | undefined
        readonly collation: string | undefined
      }
    | { readonly kind: 'set-default'; readonly column: string; readonly value: Node }
    | { readonly kind: 'drop-default'; readonly column: string }
    | { readonly kind: 'drop-identity'; readonly column: string }
    | { readonly kind: 'set-not-null'; readonly column: string }
    | { readonly kind: 'drop-not-null'; readonly column: string }
    | { readonly kind: 'add-constraint'; readonly constraint: ConstraintSpec }
    | {
        readonly kind: 'drop-constraint'
        readonly name: string
        readonly cascade: boolean
        readonly missing: 'refuse' | 'skip'
      }
    | { readonly kind: 'validate-constraint'; readonly name: string }
    | {
        readonly kind: 'storage'
        readonly change: 'unlogged' | 'logged' | 'tablespace' | 'access-method'
        readonly to: string
      }
    | { readonly kind: 'attach-partition'; readonly partition: string; readonly bound: Bound }
    | { readonly kind: 'detach-partition'; readonly partition: string; readonly concurrently: boolean }
    | { readonly kind: 'row-security'; readonly state: 'enable' | 'disable' | 'force' | 'no-force' }
    | { readonly kind: 'create-policy'; readonly name: string; readonly policy: PolicySpec }
    | { readonly kind: 'alter-policy'; readonly name: string }
    | { readonly kind: 'replica-identity'; readonly full: boolean; readonly to: 'key' | 'named' }
    | { readonly kind: 'trigger-state'; readonly name: string }
    /** Another form of ALTER TABLE that only touches the catalogue; `weak` ones take SHARE UPDATE EXCLUSIVE. */
    | { readonly kind: 'table-option'; readonly what: string; readonly weak: boolean; readonly existing?: Existing }
  )

/** `default`: what no other partition takes. */
export type Bound = 'default' | 'other'
export type DomainCheck = 'valid' | 'not-valid' | 'validated' | 'nothing'

export type Existing = 'refuse' | 'skip' | 'replace'
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
  /** For SQL functions that the planner may inline: the expression. */
  readonly inline: Node | undefined
}
