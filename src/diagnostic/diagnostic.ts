import { severities, type Code, type ListedCode, type Severity } from './codes.ts'

export type { Severity } from './codes.ts'

/** A piece of a repository file: UTF-16 offsets into its text, `end` exclusive. Lines exist only when rendering. */
export interface Span {
  readonly file: string
  readonly start: number
  readonly end: number
}

/** Replaces the text of `span`. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

export interface Related {
  readonly span: Span
  readonly message: string
}

/** One finding about the user's input: what is wrong, why it matters, what to do, and where. */
export interface Diagnostic {
  readonly code: Code
  readonly severity: Severity
  readonly message: string
  readonly why?: string
  readonly help?: string
  readonly span?: Span
  readonly related?: readonly Related[]
  /** What no report shows of the text, in the excerpt of this finding or of another. */
  readonly secret?: readonly Span[]
  readonly fix?: { readonly title: string; readonly edits: readonly Edit[] }
}

/** A value, if there is one, and the findings on the way to it. */
export interface Outcome<T> {
  readonly value: T | undefined
  readonly diagnostics: readonly Diagnostic[]
}

type Details = Omit<Diagnostic, 'code' | 'severity' | 'span'> & { readonly span?: Span | undefined }

/** The severity comes from the code list, so that it can't differ from place to place. */
export function diagnostic(code: ListedCode, { span, ...details }: Details): Diagnostic {
  return { code, severity: severities[code], ...details, ...(span === undefined ? {} : { span }) }
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((found) => found.severity === 'error')
}

/** By file, offset, code and message, without duplicates. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = diagnostics.toSorted(inOrder)
  return sorted.filter((found, index) => {
    const next = sorted[index + 1]
    return next === undefined || inOrder(found, next) !== 0
  })
}

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.span?.file ?? '', b.span?.file ?? '') ||
    (a.span?.start ?? 0) - (b.span?.start ?? 0) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  )
}

/** Order by UTF-16 code units: the same in every locale. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
