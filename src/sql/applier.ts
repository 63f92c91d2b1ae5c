import type { Action } from './action.ts'

type Kind = Action['kind']

/** What applies the files, and so in which transactions and with which settings; each tool declares its own. */
export interface Applier {
  /** Its name in a message. */
  readonly title: string
  /** Whether each file runs in a transaction unless it says otherwise. Under `unknown` no rule assumes one. */
  readonly transaction: 'begun' | 'unknown'
  /** What it does with BEGIN and COMMIT in a file that runs in its transaction. */
  readonly transactionControl: 'refused' | 'executed'
  /** Kinds of statements, beside those that can't run in a transaction, for which a file runs without one. */
  readonly runsAlone: readonly Kind[]
  /** Kinds that may share a file with a statement that can't run in a transaction. */
  readonly besideAlone: readonly Kind[]
  /** How a file asks to run outside a transaction; undefined where nothing is known of it. */
  readonly outsideBy: string | undefined
  /**
   * What a second run does with a file that stopped between two statements. What resumes at the statement that failed
   * also lifts its timeouts where a statement must not time out, and looks for an interrupted index by its name.
   */
  readonly secondRun: 'resumes' | 'starts-over'
  /** Whether the role that a file sets is set back before the next file and the history. */
  readonly roleAfterFile: 'restored' | 'kept'
}

/** For files of which only the SQL is known. */
export const anyApplier = {
  title: 'the tool',
  transaction: 'unknown',
  transactionControl: 'executed',
  runsAlone: ['transaction'],
  besideAlone: ['transaction', 'harmless', 'unjudged', 'create-type', 'create-extension', 'set'],
  outsideBy: undefined,
  secondRun: 'starts-over',
  roleAfterFile: 'kept',
} as const satisfies Applier
