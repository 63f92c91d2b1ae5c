import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { isHook } from '../../manifest/annotations.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { compareSync, syncPosition, type SyncPosition } from '../../manifest/order.ts'
import { productsOf, referencesOf, type Reference } from '../../refs/references.ts'
import type { EmitContext } from '../context.ts'
import { credentialOf } from '../argocd/connection.ts'
import { pipelineLabel } from '../argocd/metadata.ts'

/** Objects that every namespace has. */
const given = ['ServiceAccount/default', 'ConfigMap/kube-root-ca.crt']

/**
 * A hook can only use what is there when it starts: made in an earlier phase or wave (or before it in its own), or
 * declared to exist already. `manifests` is everything that one Application would sync.
 */
export function checkReferences(context: EmitContext, manifests: readonly Manifest[]): readonly Diagnostic[] {
  const providers = new Map<string, Manifest>()
  for (const manifest of manifests)
    for (const { kind, name } of productsOf(manifest)) providers.set(`${kind}/${name}`, manifest)
  const known = new Set([...given, ...externalsOf(context, providers)])
  const own = new Set(
    manifests.filter(({ kind, metadata }) => kind === 'Job' && metadata.labels?.[pipelineLabel] !== undefined),
  )
  const reported = new Map<string, Diagnostic>()
  for (const manifest of manifests) {
    if (!isHook(manifest) && !own.has(manifest)) continue
    for (const reference of referencesOf(manifest)) {
      const id = `${reference.kind}/${reference.name}`
      if (known.has(id) || reported.has(id) || isUnseen(reference.kind)) continue
      const found = judge(context, manifest, reference, providers.get(id))
      if (found !== undefined) reported.set(id, found)
    }
  }
  return [...reported.values()]
}

/** What lies outside of a pipeline by its nature: cluster-wide, or made by the platform's people. */
function isUnseen(kind: string): boolean {
  return kind === 'ClusterRole' || kind === 'SecretStore' || kind === 'ClusterSecretStore'
}

/** The Secrets of the roles are external by themselves, unless something here makes them. */
function externalsOf({ pipeline }: EmitContext, providers: ReadonlyMap<string, Manifest>): readonly string[] {
  const own = (['migrator', 'reader'] as const).map((account) => `Secret/${credentialOf(pipeline, account).secret}`)
  return [...pipeline.spec.external, ...own.filter((id) => !providers.has(id))]
}

function judge(
  context: EmitContext,
  hook: Manifest,
  reference: Reference,
  provider: Manifest | undefined,
): Diagnostic | undefined {
  // A pull secret is set up once for a namespace, and never by what it pulls.
  const mayDangle = reference.isOptional || reference.path.includes('imagePullSecrets')
  if (provider === undefined) return mayDangle ? undefined : missing(context, hook, reference)
  const [user, maker] = [syncPosition(hook), syncPosition(provider)]
  // What is never applied makes nothing and needs nothing; hooks of no known type are no business of the pipeline's.
  if (user === undefined || (maker !== undefined && compareSync(maker, user) < 0)) return undefined
  const id = `${reference.kind}/${reference.name}`
  const { locate, path } = placeOf(context, reference)
  return diagnostic('refs/created-later', {
    message: `${hook.kind}/${hook.metadata.name} (${placeText(user)}) uses ${id}, which is made in ${maker === undefined ? 'no phase at all' : placeText(maker)}`,
    why: 'the pod would wait for it until its deadline, and Argo CD would never get to the phase that makes it',
    help: `if it exists before the first sync, say so: external: [${id}]; else make it in an earlier wave, or use profile: waves`,
    span: locate(path),
  })
}

function placeText({ phase, wave }: SyncPosition): string {
  return `${phase} wave ${wave}`
}

function missing(context: EmitContext, hook: Manifest, reference: Reference): Diagnostic {
  const { kind, name } = reference
  const { locate, path } = placeOf(context, reference)
  return diagnostic('refs/missing', {
    message: `${hook.kind}/${hook.metadata.name} uses ${kind}/${name}, which nothing in the input makes`,
    why: 'a pod that names an object that is not there never starts',
    help: `if it exists already, say so: external: [${kind}/${name}]; else add it to the workload's manifests`,
    span: locate(path),
  })
}

/** The workload's own reference where it has one, else the list in the spec that should name the object. */
function placeOf({ workload, pipeline }: EmitContext, { kind, name }: Reference) {
  for (const { manifest, locate } of workload.documents) {
    const own = referencesOf(manifest).find((reference) => reference.kind === kind && reference.name === name)
    if (own !== undefined) return { locate, path: own.path }
  }
  return { locate: pipeline.locate, path: ['external'] }
}
