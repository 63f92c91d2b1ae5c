import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { time, type Contender } from './contender.ts'

/**
 * Peak resident memory of a Node process in bytes. On Linux resourceUsage() also counts the memory of the parent that
 * forked the process, so VmHWM is read where it exists.
 */
export function peakMemory(contender: Contender, workspace: string): number {
  const hook = join(workspace, 'peak-memory.cjs')
  const answer = join(workspace, 'peak-memory.txt')
  writeFileSync(hook, hookProgram)
  time({ ...contender, args: ['--require', hook, ...contender.args] }, { WAVEC_BENCH_PEAK: answer })
  return Number(readFileSync(answer, 'utf8')) * 1024
}

const hookProgram = `'use strict'
const { existsSync, readFileSync, writeFileSync } = require('node:fs')
process.on('exit', () => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : ''
  const peak = /^VmHWM:\\s*(\\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS
  writeFileSync(process.env.WAVEC_BENCH_PEAK, String(peak))
})
`
