import type { Manifest } from '../../manifest/manifest.ts'
import type { Plan } from '../../plan/stage.ts'
import { secretKeys } from '../../pipeline/database-keys.ts'
import { stageOf, type EmitContext } from '../context.ts'
import { access, serviceAccount } from './access.ts'
import { candidateAccess } from './candidate-account.ts'
import { reportName } from './checks.ts'
import { credentialOf, type Account } from './connection.ts'
import type { Copies } from './copies.ts'
import { configMetadata, skippedAnnotation, syncMarkMetadata, trackedAnnotations } from './metadata.ts'
import { networkPolicies } from './network.ts'

/** Everything that must exist before the first Job, besides the migrations. */
export function configManifests(context: EmitContext, copies: Copies): readonly Manifest[] {
  return [
    ...databaseSecrets(context),
    ...copies.manifests,
    ...candidateAccess(context, copies),
    ...reportAccess(context),
    ...networkPolicies(context, copies),
  ]
}

/** The Secrets of the migrator and of the reader from the store; with hooks they exist only while a sync runs. */
function databaseSecrets(context: EmitContext): Manifest[] {
  const { database } = context.pipeline.spec
  return [
    ...externalSecret(context, 'migrator', database.externalSecret),
    ...externalSecret(context, 'reader', database.reader?.externalSecret),
  ]
}

type ExternalSecret = EmitContext['pipeline']['spec']['database']['externalSecret']

function externalSecret(context: EmitContext, account: Account, settings: ExternalSecret): Manifest[] {
  if (settings === undefined) return []
  const { storeRef, key, refreshInterval } = settings
  const { secret: name, keys } = credentialOf(context.pipeline, account)
  return [
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: configMetadata(context, name),
      spec: {
        refreshInterval: goDuration(refreshInterval ?? 3_600_000),
        secretStoreRef: { name: storeRef.name, kind: storeRef.kind },
        target: { name, creationPolicy: 'Owner' },
        data: secretKeys(keys).map((secretKey) => ({ secretKey, remoteRef: { key, property: secretKey } })),
      },
    },
  ]
}

/** A duration as Go writes it, e.g. 1h0m0s. */
function goDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 3600)}h${Math.floor((seconds % 3600) / 60)}m${seconds % 60}s`
}

function reportAccess(context: EmitContext): readonly Manifest[] {
  if (stageOf(context, 'report') === undefined) return []
  const name = reportName(context)
  return [
    serviceAccount(context, name, syncMarkMetadata(context, name)),
    ...access(context, name, name, [
      // Its creation is the start of the sync.
      { apiGroups: [''], resources: ['serviceaccounts'], resourceNames: [name], verbs: ['get'] },
      // What a pod that never started waited for: after its deadline only they say it.
      { apiGroups: [''], resources: ['events'], verbs: ['list'] },
      { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
    ]),
  ]
}

/**
 * Tracked, unlike the hooks: Argo CD leaves hooks out of its diff, so without it a commit that changes only migrations
 * would start no sync. After the last tracked Job it adds a wave, because Argo CD does not wait for the last one.
 */
export function digestConfigMap(context: EmitContext): Manifest {
  const { pipeline, plan, workload, migrations } = context
  const { name, namespace } = pipeline
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `${name}-wavec`,
      namespace,
      labels: { 'app.kubernetes.io/managed-by': 'wavec', 'wavec.dev/pipeline': name },
      ...digestAnnotations(plan),
    },
    data: { release: workload.release, digest: migrations.digest, ...ownImage(context) },
  }
}

/** Where migrations come in an image of their own, another one may bring others: the digest knows only the files beside it. */
function ownImage({ pipeline, migrations: { delivery } }: EmitContext): Readonly<Record<string, string>> {
  const { image } = pipeline.spec.migrations
  return delivery === 'image' && image !== undefined ? { image } : {}
}

function digestAnnotations(plan: Plan): Pick<Manifest['metadata'], 'annotations'> {
  const place = plan.digestWave === undefined ? {} : trackedAnnotations(plan.digestWave)
  const annotations = { ...place, ...skippedAnnotation(plan) }
  return Object.keys(annotations).length === 0 ? {} : { annotations }
}
