/**
 * The candidate needs config that only the Sync phase would create. ConfigMaps, ExternalSecrets and plain
 * ServiceAccounts are copied into the PreSync phase under another name, and the references to them renamed.
 */
import { diagnostic, type Diagnostic, type Outcome } from '../../diagnostic/diagnostic.ts'
import { isHook } from '../../manifest/annotations.ts'
import { objectAt, objectsAt, textAt, textMapAt, without } from '../../manifest/fields.ts'
import type { LoadedDocument } from '../../manifest/load.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { fitName } from '../../manifest/names.ts'
import { podReferencesOf, productsOf, type Reference } from '../../refs/references.ts'
import type { EmitContext } from '../context.ts'
import { configMetadata } from './metadata.ts'

export interface Copies {
  readonly manifests: readonly Manifest[]
  /** The name that a pod in the PreSync phase uses. */
  readonly rename: (kind: string, name: string) => string
}

export function copyConfig(context: EmitContext): Outcome<Copies> {
  const { pipeline, workload, plan } = context
  const diagnostics: Diagnostic[] = []
  const manifests = new Map<string, Manifest>()
  const names = new Map<string, string>()
  for (const { kind, name, path } of neededReferences(context)) {
    const id = `${kind}/${name}`
    if (names.has(id) || pipeline.spec.external.includes(id)) continue
    const source = providerOf(workload.documents, kind, name)
    if (source === undefined || isHook(source.manifest)) continue
    const problem = whyNotCopied(source.manifest, kind, workload.documents)
    if (problem === undefined) {
      const copied = copyOf(context, source.manifest)
      manifests.set(`${copied.kind}/${copied.metadata.name}`, copied)
      names.set(id, copyName(context, name))
    } else if (kind !== 'PersistentVolumeClaim' && plan.profile.config === 'hook') {
      diagnostics.push(notCopyable(context, id, problem, workload.chosen.locate(path)))
    }
  }
  const rename = (kind: string, name: string): string => names.get(`${kind}/${name}`) ?? name
  return { value: { manifests: [...manifests.values()], rename }, diagnostics }
}

/** Of the whole pod for a candidate; of the container that a migration command runs in; else none. */
function neededReferences({ workload, plan, pipeline }: EmitContext): readonly Reference[] {
  const all = podReferencesOf(workload.podSpec, ['spec', 'template', 'spec'])
  if (plan.profile.candidate === 'tried') return all
  if (pipeline.tool.runs.in !== 'workload') return []
  const container = objectsAt(workload.podSpec, 'containers').indexOf(workload.container)
  const mounted = new Set(objectsAt(workload.container, 'volumeMounts').map((mount) => textAt(mount, 'name')))
  const volumes = objectsAt(workload.podSpec, 'volumes').map((volume) => mounted.has(textAt(volume, 'name')))
  return all.filter(({ path }) => {
    const [, , , list, index] = path
    if (list === 'volumes') return typeof index === 'number' && volumes[index] === true
    return list === 'containers' && index === container
  })
}

function copyName({ plan }: EmitContext, name: string): string {
  return fitName(`${name}-${plan.profile.candidate === 'tried' ? 'candidate' : 'migrate'}`, 253)
}

function providerOf(documents: readonly LoadedDocument[], kind: string, name: string): LoadedDocument | undefined {
  return documents.find(({ manifest }) =>
    productsOf(manifest).some((product) => product.kind === kind && product.name === name),
  )
}

const identity = /^(eks\.amazonaws\.com|iam\.gke\.io|azure\.workload\.identity)\//

/** Undefined where the object can be copied. */
function whyNotCopied(provider: Manifest, kind: string, documents: readonly LoadedDocument[]): string | undefined {
  if (provider.kind === 'ConfigMap' || provider.kind === 'ExternalSecret') return undefined
  if (provider.kind !== 'ServiceAccount') {
    return kind === provider.kind
      ? `a ${kind} of the input exists only once the Sync phase made it`
      : `${provider.kind}/${provider.metadata.name} makes it in the Sync phase`
  }
  const annotations = Object.keys(provider.metadata.annotations ?? {}).filter((key) => identity.test(key))
  if (annotations.length > 0) return `it carries an identity (${annotations[0]}), which belongs to that name`
  const binding = documents.find(({ manifest }) => binds(manifest, provider.metadata.name))
  return binding === undefined
    ? undefined
    : `${binding.manifest.kind}/${binding.manifest.metadata.name} gives rights to that name`
}

function binds(manifest: Manifest, account: string): boolean {
  if (manifest.kind !== 'RoleBinding' && manifest.kind !== 'ClusterRoleBinding') return false
  return objectsAt(manifest, 'subjects').some(
    (subject) => textAt(subject, 'kind') === 'ServiceAccount' && textAt(subject, 'name') === account,
  )
}

function notCopyable({ plan }: EmitContext, id: string, reason: string, span: Diagnostic['span']): Diagnostic {
  const who = plan.profile.candidate === 'tried' ? 'the candidate' : 'the migration command'
  return diagnostic('candidate/not-copyable', {
    message: `${who} needs ${id} before the Sync phase, and it can't be copied`,
    why: reason,
    help: `if it exists already, say so: external: [${id}]; else use profile: waves, which runs everything in the Sync phase`,
    span,
  })
}

function copyOf(context: EmitContext, source: Manifest): Manifest {
  const metadata = configMetadata(context, copyName(context, source.metadata.name))
  const { apiVersion, kind } = source
  const body = without(source, 'apiVersion', 'kind', 'metadata', 'status', 'immutable')
  if (kind !== 'ExternalSecret') return { apiVersion, kind, metadata, ...body }
  const target = objectAt(source, 'spec', 'target') ?? {}
  const name = copyName(context, textAt(target, 'name') ?? source.metadata.name)
  const spec: JsonObject = { ...objectAt(source, 'spec'), target: { ...target, name } }
  return { apiVersion, kind, metadata, ...body, spec }
}

/** Labels that tell the copy's origin are not kept: a selector may look for them. */
export function templateLabels({ template }: EmitContext['workload']): Readonly<Record<string, string>> {
  return textMapAt(template, 'metadata', 'labels')
}
