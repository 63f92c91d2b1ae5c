import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runnerProgram } from '../connect/runner-program.ts'
import type { RunnerProgram } from '../protocol/runner.ts'

/** Beside the launcher, which npm starts through a link. */
export function ownRunner(): RunnerProgram {
  return runnerProgram(join(dirname(realpathSync(process.argv[1] ?? '')), 'runner.br'))
}
