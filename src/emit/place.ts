/**
 * Under a profile in which everything is in the Sync phase, the workload's objects that name no wave get one. What the
 * Jobs need comes before them, the database before that; everything else comes with the workload, so that old pods never
 * meet the new config before the migration.
 */
import { isHook, syncOptionsKey, syncWave, syncWaveKey } from '../manifest/annotations.ts'
import { annotate } from '../manifest/annotate.ts'
import { textMapAt } from '../manifest/fields.ts'
import type { LoadedDocument } from '../manifest/load.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { productsOf, referencesOf } from '../refs/references.ts'
import { podSelectorOf, selects } from '../refs/selector.ts'
import type { EmitContext } from './context.ts'

export function isPlaced(manifest: Manifest): boolean {
  return isHook(manifest) || manifest.metadata.annotations?.[syncWaveKey] !== undefined
}

/** `own` are the objects that wavec makes. */
export function placeDocuments(context: EmitContext, own: readonly Manifest[]): EmitContext {
  const { workload, plan } = context
  const wave = plan.profile.workloadWave
  if (wave === undefined) return context
  const early = earlyWaves(context, own)
  const documents = workload.documents.map((document) => {
    const { manifest } = document
    if (isHook(manifest)) return document
    const place = isPlaced(manifest) ? {} : { [syncWaveKey]: String(early.get(document) ?? wave) }
    return annotate(document, { ...place, [syncOptionsKey]: prunedLast(manifest) })
  })
  return { ...context, workload: { ...workload, documents } }
}

/** Pruned after everything else: before the Jobs, old pods would still need it. */
function prunedLast(manifest: Manifest): string {
  const own = manifest.metadata.annotations?.[syncOptionsKey]
  if (own === undefined) return 'PruneLast=true'
  return /(^|,)\s*Prune(Last)?=/.test(own) ? own : `${own},PruneLast=true`
}

const databaseWave = -10

function earlyWaves(context: EmitContext, own: readonly Manifest[]): ReadonlyMap<LoadedDocument, number> {
  const { documents } = context.workload
  const database = databaseDocuments(context)
  const waves = new Map<LoadedDocument, number>(database.map((document) => [document, databaseWave]))
  const users = [
    ...own.filter(({ kind }) => kind === 'Job').map((manifest) => ({ manifest, wave: syncWave(manifest) })),
    ...database.map(({ manifest }) => ({ manifest, wave: isPlaced(manifest) ? syncWave(manifest) : databaseWave })),
  ]
  for (const { manifest, wave } of users) {
    for (const { kind, name } of referencesOf(manifest)) {
      const provider = documents.find((document) => makes(document, kind, name))
      if (provider === undefined || waves.has(provider)) continue
      // A claim that is bound on first use stays pending until its pod, so it can't stand in a wave before.
      waves.set(provider, kind === 'PersistentVolumeClaim' ? wave : context.plan.configWave)
    }
  }
  return waves
}

function makes({ manifest }: LoadedDocument, kind: string, name: string): boolean {
  return productsOf(manifest).some((product) => product.kind === kind && product.name === name)
}

/** The Service that `database.host` names, and what it selects. */
function databaseDocuments({ pipeline, workload }: EmitContext): readonly LoadedDocument[] {
  const [name, namespace] = pipeline.spec.database.host?.split('.') ?? []
  if (name === undefined || (namespace !== undefined && namespace !== pipeline.namespace)) return []
  const service = workload.documents.find(
    ({ manifest }) => manifest.kind === 'Service' && manifest.metadata.name === name,
  )
  const selector = service === undefined ? undefined : podSelectorOf(service.manifest)
  if (service === undefined || selector === undefined) return []
  const behind = workload.documents.filter(({ manifest }) =>
    selects(selector, textMapAt(manifest, 'spec', 'template', 'metadata', 'labels')),
  )
  return [service, ...behind.filter((document) => document.manifest.kind !== 'Job')]
}
