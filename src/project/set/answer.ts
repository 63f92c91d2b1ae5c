import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Report } from '../../report/index.ts'
import type { ReleaseChange } from './release-edits.ts'

export type SetAnswer =
  /** The files that change, with their new texts; comments and layout stay. */
  | { readonly kind: 'edited'; readonly texts: ReadonlyMap<string, string>; readonly changes: readonly ReleaseChange[] }
  /** Every place has the release already. */
  | { readonly kind: 'current' }
  /** It does not compile, before the edits or with them. */
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[]; readonly textOf: Report['textOf'] }
