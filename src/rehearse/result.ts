import { existsSync, readFileSync } from 'node:fs'
import { exitCode } from '../protocol/process.ts'
import type { Ended } from './run-container.ts'
import type { ContainerResult } from './world.ts'

/** The result of a wavec container. Its exit code decides, but a success also needs a verdict. */
export function resultOf(name: string, { exit, lines, stderr }: Ended, verdict: string): ContainerResult {
  const warnings = lines.filter(({ level }) => level === 'warn').map(({ message }) => message)
  const packet = lines.find((line) => line.packet !== undefined)?.packet
  const proved = lines.findLast(({ message }) => message.startsWith('proved: '))?.message.slice('proved: '.length)
  const told = existsSync(verdict) ? readFileSync(verdict, 'utf8') : ''
  if (exit === 0 && proved !== undefined && told !== '') return { name, state: 'done', said: proved, warnings, exit }
  const said = packet?.message ?? (exit === 0 ? 'it ended without reporting what it proved' : wordsOf(stderr, exit))
  return {
    name,
    state: 'failed',
    said,
    warnings,
    exit: exit === 0 ? exitCode.failed : exit,
    ...(packet === undefined ? {} : { packet }),
  }
}

export function failedTool(name: string, path: string, { exit, lines, stderr }: Ended): ContainerResult {
  const last = wordsOf(stderr === '' ? lines.map(({ message }) => message).join('\n') : stderr, exit)
  return { name, state: 'failed', said: `${path} ended in ${exit}: ${last}`, warnings: [], exit }
}

function wordsOf(text: string, exit: number): string {
  const lines = text.trim().split('\n')
  // A stack trace may follow the error.
  const words = (lines.findLast((line) => /error|exception|fatal|failed/i.test(line)) ?? lines.at(-1) ?? '').trim()
  return words === '' ? `exit ${exit} without output` : words
}
