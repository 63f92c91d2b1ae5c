/**
 * What differs between two compiles of a repository, pipeline by pipeline: pure, from texts that wavec emitted itself.
 * What follows from every release (its name, the digest) is reported once and left out of the objects.
 */
import { compare } from '../../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../../emit/index.ts'
import { loadManifests } from '../../manifest/load.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { compareSync, syncPosition, type SyncPosition } from '../../manifest/order.ts'
import { sortByVersion, versionedNames } from '../../migrations/naming.ts'
import { changedPaths, type Change } from './changed-paths.ts'

export interface MigrationChange {
  readonly file: string
  /** In the repository. */
  readonly path: string
  readonly change: 'added' | 'removed' | 'edited'
}

export interface ObjectChange {
  readonly phase: SyncPosition['phase'] | 'never'
  readonly wave: number
  /** `Job/orders-2-migrate`. */
  readonly id: string
  /** Of wavec's Jobs. */
  readonly stage: string | undefined
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly Change[]
}

export interface PipelineChange {
  readonly name: string
  readonly environment: string
  /** The files that either side was made from. */
  readonly sources: readonly string[]
  readonly change: 'added' | 'removed' | 'changed'
  readonly release: { readonly before: string | undefined; readonly after: string | undefined }
  readonly migrations: readonly MigrationChange[]
  readonly objects: readonly ObjectChange[]
  /** Stages whose Jobs do what they did. */
  readonly unchanged: readonly string[]
  /** Generated files that differ. */
  readonly generated: number
  readonly jobs: { readonly count: number; readonly waves: number }
}

/** Only pipelines of which anything differs. */
export function comparePipelines(
  before: readonly EmittedPipeline[],
  after: readonly EmittedPipeline[],
): readonly PipelineChange[] {
  const ids = [...new Set([...before, ...after].map(({ folder }) => folder))]
  return ids.flatMap((id) => {
    const [old, now] = [before, after].map((pipelines) => pipelines.find(({ folder }) => folder === id))
    const known = now ?? old
    const generated = differingFiles(old, now)
    return known === undefined || generated === 0 ? [] : [changeOf(known, old, now, generated)]
  })
}

function changeOf(
  { name, environment }: EmittedPipeline,
  old: EmittedPipeline | undefined,
  now: EmittedPipeline | undefined,
  generated: number,
): PipelineChange {
  const [before, after] = [manifestsOf(old), manifestsOf(now)]
  const objects = [...new Set([...before.keys(), ...after.keys()])].flatMap((id) =>
    objectChange(id, before.get(id), after.get(id)),
  )
  const migrations = migrationChanges(old, now)
  const changed = new Set(objects.map(({ stage }) => stage))
  if (migrations.length > 0) changed.add('migrate')
  const jobs = [...after.values()].filter((manifest) => stageOf(manifest) !== undefined)
  const stages = jobs.sort(inOrder).flatMap((manifest) => stageOf(manifest) ?? [])
  return {
    name,
    environment,
    sources: [...new Set([...(old?.sources ?? []), ...(now?.sources ?? [])])].sort(compare),
    change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed',
    release: { before: old?.release, after: now?.release },
    migrations,
    objects,
    unchanged: old === undefined ? [] : stages.filter((stage) => !changed.has(stage)),
    generated,
    jobs: { count: jobs.length, waves: new Set(jobs.map(placeOf)).size },
  }
}

function differingFiles(old: EmittedPipeline | undefined, now: EmittedPipeline | undefined): number {
  const [before, after] = [old, now].map((pipeline) => new Map(pipeline?.files.map(({ path, text }) => [path, text])))
  const paths = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])
  return [...paths].filter((path) => before?.get(path) !== after?.get(path)).length
}

function manifestsOf(pipeline: EmittedPipeline | undefined): ReadonlyMap<string, Manifest> {
  const files =
    pipeline?.files.filter(({ path }) => path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml')) ?? []
  const manifests = files.flatMap(({ path, text }) =>
    loadManifests(path, text).manifests.map(({ manifest }) => manifest),
  )
  return new Map(manifests.map((manifest) => [`${manifest.kind}/${manifest.metadata.name}`, manifest]))
}

function objectChange(id: string, before: Manifest | undefined, after: Manifest | undefined): ObjectChange[] {
  if (before === undefined) return after === undefined ? [] : [{ ...placed(id, after), change: 'added', fields: [] }]
  if (after === undefined) return [{ ...placed(id, before), change: 'removed', fields: [] }]
  const fields = changedPaths(before, after).filter((change) => isOfItself(change, after))
  return fields.length === 0 ? [] : [{ ...placed(id, after), change: 'changed', fields }]
}

function placed(id: string, manifest: Manifest): Pick<ObjectChange, 'phase' | 'wave' | 'id' | 'stage'> {
  const position = syncPosition(manifest)
  return { phase: position?.phase ?? 'never', wave: position?.wave ?? 0, id, stage: stageOf(manifest) }
}

/** What no release is without, and the migrations, which are listed by name. */
function isOfItself({ path }: Change, { kind, metadata }: Manifest): boolean {
  const last = path.at(-1) ?? ''
  if (['wavec.dev/release', 'wavec.dev/digest', 'wavec.dev/does', 'digest', 'release'].includes(last)) return false
  const isOurs = metadata.labels?.['app.kubernetes.io/managed-by'] === 'wavec'
  if (isOurs && kind === 'ConfigMap') return false
  return !isOurs || !(path.includes('migrations') || path.includes('wavec-migrations'))
}

function stageOf({ kind, metadata }: Manifest): string | undefined {
  return kind === 'Job' ? metadata.labels?.['wavec.dev/stage'] : undefined
}

function placeOf(manifest: Manifest): string {
  const position = syncPosition(manifest)
  return `${position?.phase} ${position?.wave}`
}

function inOrder(a: Manifest, b: Manifest): number {
  const [left, right] = [syncPosition(a), syncPosition(b)]
  return left === undefined || right === undefined
    ? compare(a.metadata.name, b.metadata.name)
    : compareSync(left, right)
}

function migrationChanges(old: EmittedPipeline | undefined, now: EmittedPipeline | undefined): MigrationChange[] {
  const [before, after] = [old, now].map(
    (pipeline) => new Map(pipeline?.migrations.files.map((file) => [file.name, file])),
  )
  const naming = (now ?? old)?.migrations.naming ?? versionedNames
  const names = sortByVersion(new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]), naming)
  return names.flatMap((file): MigrationChange[] => {
    const [was, is] = [before?.get(file), after?.get(file)]
    if (was?.checksum === is?.checksum) return []
    const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'edited'
    return [{ file, path: (is ?? was)?.path ?? '', change }]
  })
}
