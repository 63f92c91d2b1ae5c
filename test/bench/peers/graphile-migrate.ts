import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SmallMigration } from '../migrations/files.ts'

/** Committed migrations as `graphile-migrate commit` writes them: each with its hash and that of the one before. */
export function writeGraphile(folder: string, migrations: readonly SmallMigration[]): void {
  const committed = join(folder, 'migrations', 'committed')
  mkdirSync(committed, { recursive: true })
  writeFileSync(join(folder, '.gmrc'), '{}')
  let previous: string | undefined
  for (const { number, sql } of migrations) {
    const hash = `sha1:${createHash('sha1')
      .update(`${`${previous ?? ''}\n${sql.trim()}`.trim()}\n`)
      .digest('hex')}`
    const text = `--! Previous: ${previous ?? '-'}\n--! Hash: ${hash}\n\n${sql}`
    writeFileSync(join(committed, `${String(number).padStart(6, '0')}.sql`), text)
    previous = hash
  }
}
