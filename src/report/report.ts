import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Line } from '../diagnostic/line.ts'

/** The input of a reporter, which returns text and writes nothing. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[]
  /** The text that spans of a file refer to. If it is undefined, only the file's name is shown. */
  readonly textOf: (file: string) => string | undefined
  /** The last line of the report, e.g. `3 errors, 0 warnings in 1 pipeline`, or ''. */
  readonly summary: string
  /** Further fields of the verb, which only json shows. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined
  /** Adds colour on a terminal; undefined for plain text. */
  readonly styles?: Painter | undefined
}

export type Style = 'error' | 'warning' | 'note' | 'place' | 'dim'
export type Painter = (style: Style, text: string) => string

/** Returns no line for an empty report. */
export type Reporter = (report: Report) => readonly Line[]
