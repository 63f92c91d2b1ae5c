import type { Diagnostic } from '../diagnostic/diagnostic.ts'

/** What a reporter is given. It returns text and writes nothing. */
export interface Report {
  readonly diagnostics: readonly Diagnostic[]
  /** The text that spans of a file count in; undefined where there is none, and then only the file's name is shown. */
  readonly textOf: (file: string) => string | undefined
  /** One line that ends the report, e.g. `3 errors, 0 warnings in 1 pipeline`; '' for none. */
  readonly summary: string
  /** What the verb knows beside the findings; only json shows it, as fields of its own. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined
  /** Adds colour on a terminal. Without it the text is plain. */
  readonly styles?: Painter | undefined
}

export type Style = 'error' | 'warning' | 'note' | 'place' | 'dim'
export type Painter = (style: Style, text: string) => string

/** Ends in a newline, or is '' when there is nothing to say. */
export type Reporter = (report: Report) => string
