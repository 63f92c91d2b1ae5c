import { Failure } from '../connect/failure.ts'
import { loadParser, type Parser } from '../sql/index.ts'

/** PostgreSQL's grammar is the one part of the program that is not in its one file. */
export async function sqlParser(): Promise<Parser> {
  try {
    return await loadParser()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !isMissing(error.code)) throw error
    const message = 'the package libpg-query, with which SQL is judged, is not installed beside wavec'
    throw new Failure(message, { code: 'not-installed', exit: 2, next: 'npm ci' })
  }
}

function isMissing(code: unknown): boolean {
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND'
}
