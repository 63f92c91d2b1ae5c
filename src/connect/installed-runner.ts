import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { RunnerProgram } from '../protocol/runner.ts'
import { runnerProgram } from './runner-program.ts'

/** From bin/api/ of the package, or from src/connect/ of a checkout. */
const places = ['../runner.br', '../../bin/runner.br']

/** The program of the Jobs that this package brings. */
export function installedRunner(): RunnerProgram {
  const files = places.map((place) => fileURLToPath(new URL(place, import.meta.url)))
  return runnerProgram(files.find((file) => existsSync(file)) ?? files[0] ?? '')
}
