import type { Session } from '../connect/session.ts'
import type { FileOf } from './statements.ts'
import type { TracedStatement } from './trace.ts'

/** What the proxy reports to. */
export interface ProxyListener {
  /** The migration file of a statement; undefined for statements that are not traced. */
  readonly fileOf: FileOf
  readonly traced: (statement: TracedStatement) => void
  /** SQL to run instead of a statement of this file. */
  readonly inPlaceOf: (file: string) => string | undefined
  readonly observe: () => Promise<Session>
}
