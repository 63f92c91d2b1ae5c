// A stand-in for the program of the Jobs. The real bytes change with every commit of the runner, and every golden that holds
// them would change too, so what is compiled in a test gets these.
import { createHash } from 'node:crypto'
import type { RunnerProgram } from '../../src/protocol/runner.ts'

/** `console.log('a stand-in for wavec')`, compressed with brotli. */
export const standInBytes = Buffer.from('ixGAY29uc29sZS5sb2coJ2Egc3RhbmQtaW4gZm9yIHdhdmVjJykKAw==', 'base64')

export const standIn: RunnerProgram = {
  sha256: createHash('sha256').update(standInBytes).digest('hex'),
  base64: standInBytes.toString('base64'),
}
