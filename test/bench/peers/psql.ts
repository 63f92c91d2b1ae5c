import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of the installed psql, or undefined if there is none. */
export function findPsql(): string | undefined {
  const { status, stdout } = spawnSync('psql', ['--version'], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** One session for all files, each in a transaction: the lower bound for a tool without a ledger. */
export function psqlScript(folder: string, files: readonly string[]): readonly string[] {
  const script = join(folder, 'all.psql')
  writeFileSync(script, files.map((file) => `begin;\n\\i ${file}\ncommit;\n`).join(''))
  return ['--no-psqlrc', '--quiet', '--set', 'ON_ERROR_STOP=1', '--file', script]
}
