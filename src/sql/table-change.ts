import type { Node } from 'libpg-query'
import type { SqlType } from './ast.ts'
import type { ColumnSpec, ConstraintSpec, PolicySpec } from './specs.ts'

export interface OfTable {
  readonly table: string
}

/** A form of ALTER TABLE, or a statement that changes one table just so. */
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
    | { readonly kind: 'replica-identity'; readonly to: ReplicaIdentity; readonly index: string | undefined }
    /** `name`: `ALL` or `USER` where `which` says so. */
    | {
        readonly kind: 'trigger-state'
        readonly which: 'named' | 'group'
        readonly name: string
        readonly state: TriggerState
      }
    /** A rule that does something else INSTEAD of a write. */
    | ({ readonly kind: 'create-rule' } & RuleSpec)
    /** A rule that does something more, or one that stands for a SELECT. */
    | ({ readonly kind: 'also-rule' } & RuleSpec)
    | { readonly kind: 'rule-state'; readonly name: string; readonly state: TriggerState }
    | { readonly kind: 'alter-constraint'; readonly name: string }
    | { readonly kind: 'inherit'; readonly parent: string; readonly change: 'add' | 'drop' }
    | { readonly kind: 'add-identity'; readonly column: string; readonly generated: 'always' | 'by-default' }
    | {
        readonly kind: 'set-identity'
        readonly column: string
        readonly generated: 'always' | 'by-default' | 'as-before'
      }
    | { readonly kind: 'drop-expression'; readonly column: string }
    | { readonly kind: 'foreign-option' }
    /** Only touches the catalogue, and no query or write finds a difference; `weak` ones take SHARE UPDATE EXCLUSIVE. */
    | {
        readonly kind: 'table-option'
        readonly what: TableOption
        readonly weak: boolean
        readonly existing?: Existing
      }
  )

/** What a subscriber can name a changed row by. */
export type ReplicaIdentity = 'default' | 'full' | 'nothing' | 'index'

/** When it fires: `origin` in ordinary sessions, `replica` only in those that apply a subscription. */
export type TriggerState = 'origin' | 'disabled' | 'replica' | 'always'

/** `add-column`, `drop-column`: IF NOT EXISTS and IF EXISTS that find nothing to do. */
export type TableOption =
  | 'SetStatistics'
  | 'SetOptions'
  | 'ResetOptions'
  | 'ClusterOn'
  | 'DropCluster'
  | 'SetRelOptions'
  | 'ResetRelOptions'
  | 'SetStorage'
  | 'SetCompression'
  | 'AddOf'
  | 'DropOf'
  | 'COMMENT'
  | 'CREATE STATISTICS'
  | 'add-column'
  | 'drop-column'

/** `default`: what no other partition takes. */
export type Bound = 'default' | 'other'

export type Existing = 'refuse' | 'skip' | 'replace'

export interface RuleSpec {
  readonly name: string
  readonly event: string
  readonly replace: boolean
}
