/** Whether what an object refers to exists when Argo CD applies it. */
import { asText, isList, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { Json, JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { titleOf } from './emitted.ts'
import { podOf, stageOf } from './pods.ts'
import { isHook, kindOrder, phasesOf, waveOf, type Phase } from './sync-place.ts'

export interface Reference {
  readonly kind: string
  readonly name: string
}

/** Problems of hooks and of Jobs of wavec that refer to an object of the folder which may not exist yet, or never. */
export function referenceProblems(manifests: readonly Manifest[]): readonly string[] {
  const firstJob = Math.min(...manifests.filter(({ kind }) => kind === 'Job').map(waveOf))
  return manifests
    .filter((manifest) => isHook(manifest) || stageOf(manifest) !== undefined)
    .flatMap((hook) =>
      neededBy(hook, manifests).flatMap((reference) => {
        const creators = manifests.filter((manifest) => creates(manifest, reference))
        const isThere = phasesOf(hook).every((phase) =>
          creators.some(
            (creator) => isBefore(creator, hook, phase) || (phase === 'SyncFail' && isConfig(creator, firstJob)),
          ),
        )
        return creators.length === 0 || isThere
          ? []
          : [
              `${titleOf(hook)}: ${reference.kind}/${reference.name} does not exist yet when ${phasesOf(hook).join()} ${waveOf(hook)} starts`,
            ]
      }),
    )
}

/** The objects that the hook names, and those that give its ServiceAccount its permissions. */
function neededBy(hook: Manifest, manifests: readonly Manifest[]): readonly Reference[] {
  const own = referencesOf(hook)
  const account = own.find(({ kind }) => kind === 'ServiceAccount')
  const bindings = manifests.filter(
    ({ kind, ...rest }) =>
      kind === 'RoleBinding' && objectsAt(rest, 'subjects').some((subject) => subject['name'] === account?.name),
  )
  return podOf(hook) === undefined
    ? own
    : [
        ...own,
        ...bindings.flatMap((binding) => [
          { kind: 'RoleBinding', name: binding.metadata.name },
          ...referencesOf(binding),
        ]),
      ]
}

/** Objects that the Sync phase creates before every Job exist when one of the Jobs fails. */
function isConfig(creator: Manifest, firstJob: number): boolean {
  return phasesOf(creator).includes('Sync') && waveOf(creator) < firstJob
}

/** Before, or in the same wave in an earlier group of kinds; a controller's Secret needs a wave of its own. */
function isBefore(creator: Manifest, hook: Manifest, phase: Phase): boolean {
  const order = {
    PreSync: ['PreSync'],
    Sync: ['PreSync', 'Sync'],
    PostSync: ['PreSync', 'Sync', 'PostSync'],
    SyncFail: ['PreSync'],
  }[phase]
  return phasesOf(creator).some((place) => {
    if (!order.includes(place)) return false
    if (place !== phase || waveOf(creator) < waveOf(hook)) return true
    return (
      waveOf(creator) === waveOf(hook) &&
      creator.kind !== 'ExternalSecret' &&
      kindOrder(creator.kind) < kindOrder(hook.kind)
    )
  })
}

function creates(manifest: Manifest, { kind, name }: Reference): boolean {
  if (manifest.kind === kind && manifest.metadata.name === name) return true
  return (
    kind === 'Secret' &&
    manifest.kind === 'ExternalSecret' &&
    (textAt(manifest, 'spec', 'target', 'name') ?? manifest.metadata.name) === name
  )
}

/** The objects of its namespace that the object needs to start or to have an effect. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const pod = podOf(manifest)
  if (pod !== undefined) return [...podReferences(pod.spec)]
  if (manifest.kind !== 'RoleBinding') return []
  const [role, accounts] = [textAt(manifest, 'roleRef', 'name') ?? '', objectsAt(manifest, 'subjects')]
  const kind = textAt(manifest, 'roleRef', 'kind') ?? ''
  return [
    { kind, name: role },
    ...accounts.map((subject) => ({ kind: 'ServiceAccount', name: textAt(subject, 'name') ?? '' })),
  ]
}

/** Holders of a name, by the key of the holder: `{ configMapKeyRef: { name } }`. */
const holders: Readonly<Record<string, readonly [kind: string, field: string]>> = {
  configMapKeyRef: ['ConfigMap', 'name'],
  configMapRef: ['ConfigMap', 'name'],
  configMap: ['ConfigMap', 'name'],
  secretKeyRef: ['Secret', 'name'],
  secretRef: ['Secret', 'name'],
  nodePublishSecretRef: ['Secret', 'name'],
  persistentVolumeClaim: ['PersistentVolumeClaim', 'claimName'],
}

/** Searches the whole pod spec, so that a new field with a reference can't be forgotten. */
function* podReferences(value: Json | undefined, key = ''): Generator<Reference> {
  if (typeof value !== 'object' || value === null) return
  if (!isList(value)) yield* namesIn(value, key)
  for (const [childKey, child] of isList(value)
    ? value.map((item): [string, Json] => [key, item])
    : Object.entries(value))
    yield* podReferences(child, childKey)
}

function* namesIn(value: JsonObject, key: string): Generator<Reference> {
  if (value['optional'] === true) return
  const holder = holders[key]
  const name = holder === undefined ? undefined : asText(value[holder[1]])
  if (holder !== undefined && name !== undefined) yield { kind: holder[0], name }
  if (key === 'secret') yield* named('Secret', value['secretName'] ?? value['name'])
  if (key === 'imagePullSecrets') yield* named('Secret', value['name'])
  if (key === '') yield* named('ServiceAccount', value['serviceAccountName'])
}

function* named(kind: string, name: Json | undefined): Generator<Reference> {
  if (typeof name === 'string') yield { kind, name }
}
