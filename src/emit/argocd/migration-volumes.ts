import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { EmitContext } from '../context.ts'
import { configMetadata } from './metadata.ts'
import { indexFolder, migrationsFolder } from './step.ts'

export const indexFile = 'index.json'

function indexName({ pipeline }: EmitContext): string {
  return `${pipeline.name}-migrations`
}

function packName({ pipeline }: EmitContext, index: number): string {
  return `${pipeline.name}-migrations-${index + 1}`
}

/** The ConfigMaps that carry the files and their index to the Jobs. */
export function migrationConfigMaps(context: EmitContext): readonly Manifest[] {
  const { index, packs } = context.migrations
  if (index.length === 0) return []
  const lines = index.map((entry) => `  ${JSON.stringify(entry)}`)
  const files = packs.map((pack, n) =>
    configMap(context, packName(context, n), Object.fromEntries(pack.map(({ key, text }) => [key, text]))),
  )
  return [configMap(context, indexName(context), { [indexFile]: `[\n${lines.join(',\n')}\n]\n` }), ...files]
}

function configMap(context: EmitContext, name: string, data: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: configMetadata(context, name), data }
}

export interface Mounted {
  readonly volumes: readonly JsonObject[]
  readonly mounts: readonly JsonObject[]
}

/** The index, and the files where ConfigMaps carry them: one folder, however many ConfigMaps hold them. */
export function migrationVolumes(context: EmitContext): Mounted {
  const { index, packs } = context.migrations
  if (index.length === 0) return { volumes: [], mounts: [] }
  const indexVolume = { name: 'index', configMap: { name: indexName(context) } }
  const indexMount = { name: 'index', mountPath: indexFolder, readOnly: true }
  if (packs.length === 0) return { volumes: [indexVolume], mounts: [indexMount] }
  const sources = packs.map((pack, n) => ({
    configMap: { name: packName(context, n), items: pack.map(({ key, path }) => ({ key, path })) },
  }))
  return {
    volumes: [{ name: 'migrations', projected: { sources } }, indexVolume],
    mounts: [{ name: 'migrations', mountPath: migrationsFolder, readOnly: true }, indexMount],
  }
}
