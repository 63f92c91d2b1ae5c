import { DatabaseFailure } from '../../connect/pg-failure.ts'

/** One check reports that the role may not read the ledger. The others continue without it. */
export async function unlessForbidden<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof DatabaseFailure && error.sqlstate === '42501') return otherwise
    throw error
  }
}
