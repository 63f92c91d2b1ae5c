import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MigrationIndex } from '../contract/migration-index.ts'
import type { Step } from '../contract/step.ts'
import { withLocalPaths, type Mount } from './paths.ts'
import type { MigrationTexts } from './statements.ts'

export interface Migrations {
  /** In the order in which they are applied. */
  readonly texts: MigrationTexts
  /** The last versioned one. */
  readonly last: string | undefined
}

/** What a pod's migration volumes hold; undefined where they are in an image. */
export function readMigrations(step: Step, mounts: readonly Mount[]): Migrations | undefined {
  if (!('migrations' in step) || step.migrations.index === undefined || step.migrations.files === undefined)
    return undefined
  const index = MigrationIndex.parse(JSON.parse(readFileSync(withLocalPaths(step.migrations.index, mounts), 'utf8')))
  const folder = withLocalPaths(step.migrations.files, mounts)
  const there = index.filter(({ file }) => isFile(join(folder, file)))
  return {
    texts: new Map(there.map(({ file }) => [file, readFileSync(join(folder, file), 'utf8')])),
    last: index.findLast(({ version }) => version !== undefined)?.file ?? index.at(-1)?.file,
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
