import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { MigrationIndex } from '../protocol/migration-index.ts'
import type { Step } from '../protocol/step.ts'
import { withLocalPaths, type Mount } from './paths.ts'
import type { MigrationTexts } from './statements.ts'
import type { Images, World } from './world.ts'

export interface Migrations {
  /** In the order of application. */
  readonly texts: MigrationTexts
  /** The last versioned file. */
  readonly last: string | undefined
}

/** For a Step whose image contains the migrations: the Step with their folder in the image. */
export function withBaked(step: Step, image: string, { baked }: Images): Step {
  if (!('migrations' in step) || baked?.image !== image) return step
  return { ...step, migrations: { ...step.migrations, files: step.migrations.files ?? baked.to } }
}

/** Mounts the files that the image is built from, at their path in the image. */
export function bakedMounts(image: string, { images: { baked }, substituted, cwd }: World): readonly Mount[] {
  if (baked?.image !== image) return []
  substituted.note('baked', image, baked.from)
  return [{ path: baked.to, folder: join(cwd, baked.from) }]
}

export function unprovedImage(image: string, { baked }: Images): readonly string[] {
  return baked?.image === image
    ? [`${image} itself: it was not pulled, the files of ${baked.from} were applied instead`]
    : []
}

/** The files in a pod's migration volumes; undefined if they are in an image. */
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
