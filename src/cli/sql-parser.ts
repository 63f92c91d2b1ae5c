import { setFlagsFromString } from 'node:v8'
import { Failure } from '../diagnostic/failure.ts'
import { loadParser, type Parser } from '../sql/index.ts'

/**
 * What V8 would do to the grammar while it works. Two of its functions are so large that to optimise them costs more
 * than to parse five hundred files, and ten thousand are parsed hardly faster for it: it is the trees that take the time.
 */
const tiers = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

/** PostgreSQL's grammar is the one part of the program that is not in its one file. */
export async function sqlParser(): Promise<Parser> {
  for (const flag of tiers) setFlagsFromString(flag)
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
