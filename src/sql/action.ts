import type { Node } from 'libpg-query'
import type { SqlType } from './ast.ts'

/** What a statement does, in the words of the schema: what the model, the facts and the rules look at. */
export type Action = Change & Occurrence

/** Where an action stands, and under which conditions it happens. */
export interface Occurrence {
  /** UTF-16, in the file. */
  readonly start: number
  readonly end: number
  /** `loop`: again and again inside one statement; `block`: in a DO block or a called routine; `top`: by itself. */
  readonly within: 'top' | 'block' | 'loop'
  readonly certainty: 'always' | 'perhaps'
}

export interface ColumnSpec {
  readonly name: string
  readonly type: SqlType
  readonly notNull: boolean
  readonly default: Node | undefined
  readonly identity: boolean
  readonly generated: 'stored' | 'virtual' | undefined
  readonly generatedFrom: Node | undefined
  readonly collation: string | undefined
}

export interface ConstraintSpec {
  readonly kind: 'check' | 'foreign' | 'unique' | 'primary' | 'exclude' | 'not-null'
  readonly name: string | undefined
  readonly columns: readonly string[]
  readonly expression: Node | undefined
  readonly valid: boolean
  readonly enforced: boolean
  readonly usingIndex: string | undefined
  readonly references: string | undefined
  readonly onDelete: 'cascade' | 'other'
  readonly deferred: boolean
  readonly inline: boolean
}

export interface IndexSpec {
  readonly name: string | undefined
  readonly table: string
  readonly unique: boolean
  /** Undefined for an expression. */
  readonly columns: readonly (string | undefined)[]
  readonly partial: boolean
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
      readonly partitionOf: string | undefined
      readonly partitioned: boolean
      readonly likes: readonly string[]
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
      readonly materialized: boolean
      readonly replace: boolean
    }
  | {
      readonly kind: 'create-trigger'
      readonly name: string
      readonly table: string
      readonly routine: string
      readonly replace: boolean
    }
  | { readonly kind: 'create-enum'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'add-enum-value'; readonly name: string; readonly value: string; readonly existing: Existing }
  | { readonly kind: 'create-domain'; readonly name: string; readonly base: SqlType; readonly constrained: boolean }
  | { readonly kind: 'alter-domain'; readonly name: string; readonly adds: 'valid' | 'not-valid' | 'nothing' }
  | { readonly kind: 'create-routine'; readonly routine: RoutineSpec }
  | { readonly kind: 'create-schema'; readonly name: string; readonly existing: Existing }
  | { readonly kind: 'create-sequence'; readonly name: string; readonly existing: Existing }
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
  | { readonly kind: 'revoke'; readonly privileges: readonly string[]; readonly names: readonly string[] }
  | { readonly kind: 'owner'; readonly name: string }
  | { readonly kind: 'write'; readonly write: WriteSpec }
  | {
      readonly kind: 'query'
      readonly calls: readonly Call[]
      readonly tables: readonly string[]
      readonly locking: boolean
    }
  | {
      readonly kind: 'set'
      readonly name: string
      readonly value: string | undefined
      readonly scope: 'session' | 'local'
    }
  | { readonly kind: 'transaction'; readonly does: 'begin' | 'commit' | 'rollback' | 'other' }
  | { readonly kind: 'drop-owned' }
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
    | { readonly kind: 'storage'; readonly change: 'unlogged' | 'logged' | 'tablespace' | 'access-method' }
    | { readonly kind: 'attach-partition'; readonly partition: string; readonly bound: 'default' | 'other' }
    | { readonly kind: 'detach-partition'; readonly partition: string; readonly concurrently: boolean }
    | { readonly kind: 'row-security'; readonly state: 'enable' | 'disable' | 'force' | 'no-force' }
    | { readonly kind: 'create-policy'; readonly name: string; readonly policy: PolicySpec }
    | { readonly kind: 'alter-policy'; readonly name: string }
    | { readonly kind: 'replica-identity'; readonly full: boolean }
    | { readonly kind: 'trigger-state'; readonly name: string }
    /** Another form of ALTER TABLE that only touches the catalogue; `weak` ones take SHARE UPDATE EXCLUSIVE. */
    | { readonly kind: 'table-option'; readonly what: string; readonly weak: boolean }
  )

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

export type PolicyVerb = 'select' | 'insert' | 'update' | 'delete'

export interface PolicySpec {
  /** What it lets every role do with every row. */
  readonly opens: readonly PolicyVerb[]
  /** Narrows what the others let through. */
  readonly restrictive: boolean
}

export interface Parameter {
  readonly type: SqlType
  readonly optional: boolean
}

export interface RoutineSpec {
  readonly name: string
  /** What a call passes, in order. */
  readonly parameters: readonly Parameter[]
  readonly language: string
  readonly volatility: 'immutable' | 'stable' | 'volatile'
  readonly returns: string
  readonly replace: boolean
  readonly kind: 'function' | 'procedure'
  /** What it does when it runs; undefined where that can't be read. */
  readonly body: readonly Action[] | undefined
  /** For SQL functions that the planner may inline: the expression. */
  readonly inline: Node | undefined
}

export interface Call {
  readonly name: string
  readonly arguments: readonly Node[]
}

export interface WriteSpec {
  readonly verb: 'insert' | 'update' | 'delete' | 'merge' | 'copy'
  readonly table: string
  readonly where: Node | undefined
  /** Rows are counted in the text: INSERT … VALUES, COPY with its data. */
  readonly rows: 'listed' | 'searched'
  readonly columns: readonly string[]
  /** Columns that the search compares with constants by `=` or IN. */
  readonly sought: readonly string[]
  readonly bounded: boolean
  readonly values: readonly Node[]
  readonly onConflict: 'none' | 'handled'
  readonly calls: readonly Call[]
}
