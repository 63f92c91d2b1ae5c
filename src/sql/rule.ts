import type { Edit, Severity } from '../diagnostic/diagnostic.ts'
import type { Page } from '../diagnostic/page.ts'
import type { Action } from './action.ts'
import type { Context } from './context.ts'

/** What a rule finds in one action. The engine adds the code, the severity and the place. */
export interface Finding {
  readonly message: string
  readonly why?: string
  /** Where it can name the table or the statement to write. Otherwise the workaround of the page is the help. */
  readonly help?: string
  /** Where it is, if not at the action. */
  readonly place?: { readonly start: number; readonly end: number }
  readonly related?: { readonly start: number; readonly end: number; readonly message: string }
  readonly fix?: { readonly title: string; readonly edits: readonly Edit[] }
}

/** One hazard: its page and its check. Its id is its file, its code `sql/<id>` and its fixtures `test/sql/rules/<id>`. */
export interface Rule extends Page {
  readonly severity: Severity
  /**
   * How a server proves its bad.sql: by the locks it holds, by a rewrite, by a scan, by a query of the old application
   * that fails, by rows that it leaves wrong, or, where the hazard is how files are run, by the file alone. `rights`: what
   * the statement lets a role or the server do, of which no lock and no old query says anything.
   */
  readonly proof: 'lock' | 'rewrite' | 'scan' | 'old query' | 'rows' | 'file' | 'rights'
  /** The first major version of PostgreSQL that it applies to. */
  readonly since?: number
  /** Breaks old pods only: `-- wavec:contract after=RELEASE` declares that none is left. */
  readonly contract?: true
  /** About a project, not a file: reported once, at its first place. */
  readonly once?: true
  check(action: Action, context: Context): Finding | undefined
}
