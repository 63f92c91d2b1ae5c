import type { Schema } from '../schema/schema.ts'
import { back, safe, type Rollback } from './verdict.ts'

/** The two answers of a statement: whether code of the release before still runs, and how the schema is taken back. */
export interface WayBack {
  readonly oldCode: Rollback
  readonly undo: Undo
}

/** SQL without semicolons, in this order. Empty: nothing has to be taken back. Undefined: SQL alone can't. */
export type Undo = readonly string[] | undefined

/** What an answer is drawn from beside the action. */
export interface Situation {
  /** Before the action. */
  readonly schema: Schema
  readonly server: number
  /** Whether the current application may use the table. */
  readonly live: (table: string) => boolean
  /** Whether an object of that origin is from before this release, as far as the files tell. */
  readonly isOld: (object: { readonly origin: number | undefined } | undefined) => boolean
  /** A name as SQL takes it. */
  readonly name: (name: string) => string
}

export function way(oldCode: Rollback, undo: Undo): WayBack {
  return { oldCode, undo }
}

/** Nothing has to be done, for old code or for the schema. */
export const nothing: WayBack = { oldCode: safe, undo: [] }

/** The same SQL serves old code and takes the statement back. */
export function inverse(...sql: readonly string[]): WayBack {
  return { oldCode: back(...sql), undo: sql }
}

/** Old code runs, and this takes the statement back. */
export function addition(...undo: readonly string[]): WayBack {
  return { oldCode: safe, undo }
}

/** SQL alone does not take it back. */
export function oneWay(oldCode: Rollback): WayBack {
  return { oldCode, undo: undefined }
}
