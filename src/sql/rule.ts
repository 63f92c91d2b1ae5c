import type { Edit, Severity } from '../diagnostic/diagnostic.ts'
import type { Page } from '../diagnostic/page.ts'
import type { Action } from './action.ts'
import type { Context } from './context.ts'

/** What a rule says of one action; the engine adds the code, its severity and the place. */
export interface Finding {
  readonly message: string
  readonly why?: string
  readonly help?: string
  /** Another piece of the file than the action's own. */
  readonly place?: { readonly start: number; readonly end: number }
  readonly related?: { readonly start: number; readonly end: number; readonly message: string }
  readonly fix?: { readonly title: string; readonly edits: readonly Edit[] }
}

/** One hazard: its page and its check. Its id is its file, its code `sql/<id>` and its fixtures `test/sql/rules/<id>`. */
export interface Rule extends Page {
  readonly severity: Severity
  /**
   * How its bad.sql is shown to be true on a server: by the locks it holds, by rows written again, by rows read, by a
   * query of the old application that fails, by rows that it leaves wrong, or, where the hazard is how files are run,
   * by the file alone.
   */
  readonly proof: 'lock' | 'rewrite' | 'scan' | 'old query' | 'rows' | 'file'
  /** The first major of the server that it is true of. */
  readonly since?: number
  /** Breaks old pods, and stops to when none is left: `-- wavec:contract after=RELEASE` answers it. */
  readonly contract?: true
  /** Needs the pages of a project, not of a file: said once, at its first place. */
  readonly once?: true
  check(action: Action, context: Context): Finding | undefined
}
