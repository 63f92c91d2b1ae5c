/**
 * What each step may do, in a table that is total: a step that is added does not compile before it is decided whose
 * credential its container holds and what it asks.
 */
import type { StepKind } from '../../protocol/step.ts'
import type { Account } from './connection.ts'

export interface Rights {
  /** Whose connection to the database the container holds. */
  readonly connection: Account | 'none'
  /** What it asks besides the database: the real Service, or the version that serves (`smokeTest.live`). */
  readonly asks: 'service' | 'serving-version' | 'nothing'
}

export const rights: Readonly<Record<StepKind, Rights>> = {
  // Checks the rights of the migrator itself, and records the baseline.
  preflight: { connection: 'migrator', asks: 'serving-version' },
  stamp: { connection: 'migrator', asks: 'nothing' },
  migrate: { connection: 'migrator', asks: 'nothing' },
  // Closes the attempt that stamp opened.
  expect: { connection: 'migrator', asks: 'nothing' },
  candidate: { connection: 'none', asks: 'nothing' },
  'smoke-test': { connection: 'reader', asks: 'serving-version' },
  verify: { connection: 'reader', asks: 'service' },
  // Closes the release in the ledger, once verify has passed as the reader.
  complete: { connection: 'migrator', asks: 'nothing' },
  gate: { connection: 'gate', asks: 'nothing' },
  report: { connection: 'reader', asks: 'nothing' },
}
