/** Kills the program under test before one of its changes to the disk. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { program } from '../cli/cli.ts'
import { emptyFolder } from '../cli/output/workspace.ts'

/** Counts changes to the disk, kills the process before change number KILL_AT, and prints the count at a normal end. */
const killer = `
const fs = require('node:fs')
let count = 0
for (const name of ['writeFileSync', 'writeSync', 'renameSync', 'rmSync', 'unlinkSync', 'rmdirSync', 'mkdirSync', 'linkSync', 'copyFileSync']) {
  const change = fs[name]
  fs[name] = (...args) => {
    if (++count === Number(process.env.KILL_AT)) process.kill(process.pid, 'SIGKILL')
    return change.apply(fs, args)
  }
}
process.on('exit', () => process.stderr.write('\\nchanges: ' + count))
`

export interface Killed {
  readonly result: 'killed' | 'ended'
  /** How often it changed the disk, if it was not killed. */
  readonly changes: number
}

/** Runs `wavec compile` in a folder; without a number it is not killed. */
export function killAtWrite(t: TestContext): (root: string, at?: number) => Killed {
  const hook = join(emptyFolder(t), 'killer.cjs')
  writeFileSync(hook, killer)
  return (root, at = 0) => {
    const { signal, stderr } = spawnSync(process.execPath, ['--require', hook, program, 'compile'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CI: undefined, KILL_AT: String(at) },
    })
    const [, changes = '0'] = /\nchanges: (\d+)$/.exec(stderr) ?? []
    return { result: signal === 'SIGKILL' ? 'killed' : 'ended', changes: Number(changes) }
  }
}
