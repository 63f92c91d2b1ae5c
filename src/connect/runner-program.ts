import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Failure } from '../diagnostic/failure.ts'
import type { RunnerProgram } from '../protocol/runner.ts'

/** The program of the Jobs, which is part of this installation: bin/build.mjs made it of the same source. */
export function runnerProgram(file: string): RunnerProgram {
  const bytes = contentOf(file)
  return { sha256: createHash('sha256').update(bytes).digest('hex'), base64: bytes.toString('base64') }
}

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new Failure(`the program of the Jobs is missing from this installation: ${file} (${String(error.code)})`, {
      code: 'disk/unreadable',
      exit: 2,
      next: 'npm ci',
      cause: error,
    })
  }
}
