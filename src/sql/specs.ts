import type { Node } from 'libpg-query'
import type { SqlType } from './ast.ts'

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
  /** Of a CHECK, every column that it names. */
  readonly columns: readonly string[]
  /** Of a CHECK, the columns that it says are not NULL. */
  readonly present: readonly string[]
  readonly expression: Node | undefined
  readonly valid: boolean
  readonly enforced: boolean
  readonly usingIndex: string | undefined
  readonly references: string | undefined
  readonly onDelete: 'cascade' | 'other'
  readonly deferred: boolean
}

export interface IndexSpec {
  readonly name: string | undefined
  readonly table: string
  readonly unique: boolean
  /** Undefined for an expression. */
  readonly columns: readonly (string | undefined)[]
  /** Columns that its expressions and its condition read. */
  readonly reads: readonly string[]
  readonly partial: boolean
}

export type PolicyVerb = 'select' | 'insert' | 'update' | 'delete'

export interface PolicySpec {
  /** What it lets every role do with every row. */
  readonly opens: readonly PolicyVerb[]
  /** Narrows what the others let through. */
  readonly restrictive: boolean
}

export interface GrantSpec {
  readonly privileges: readonly string[]
  readonly object: 'table' | 'routine' | 'schema' | 'membership' | 'other'
  /** Of tables in a schema, all of them: `schema.*`. */
  readonly names: readonly string[]
  /** `public` is every role. */
  readonly roles: readonly string[]
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
  /** What an UPDATE writes. Of an INSERT nothing is asked, and there it is most of a file. */
  readonly values: readonly Node[]
  readonly onConflict: 'none' | 'handled'
  readonly calls: readonly Call[]
}

export interface Parameter {
  /** Empty where it has none. */
  readonly name: string
  readonly type: SqlType
  readonly optional: boolean
}
