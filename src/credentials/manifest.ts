import { asText, objectAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import type { Form } from './credential.ts'
import { decodedText } from './encoded.ts'
import { isStandIn } from './stand-in.ts'
import { credentialsInFile } from './text.ts'
import { credentialsBelow, type FoundCredential } from './walk.ts'
import { namedCredential } from './named-value.ts'

/** Plaintext credentials anywhere in a Kubernetes object, of any kind. */
export function credentialsInManifest(manifest: Manifest): readonly FoundCredential[] {
  const { kind } = manifest
  const below = credentialsBelow(manifest, {
    formOf: (path) => formIn(kind, path),
    holdsVariables: (path) => areVariables(kind, path),
  })
  if (kind === 'Secret') return [...below, ...inSecret(manifest)]
  return kind === 'ConfigMap' ? [...below, ...inBinaryData(manifest)] : below
}

/** Encrypted by their kind, or only the names of keys; kubectl's copy of the object is judged as the object itself. */
const leftOut: Readonly<Record<string, readonly string[]>> = {
  '*': [
    'status',
    'metadata.managedFields',
    'metadata.annotations.kubectl.kubernetes.io/last-applied-configuration',
    'metadata.name',
    'metadata.namespace',
    'metadata.ownerReferences',
    'sops',
  ],
  Secret: ['data', 'stringData'],
  SealedSecret: ['spec.encryptedData'],
  ConfigMap: ['binaryData'],
  ExternalSecret: ['spec.data', 'spec.dataFrom'],
  ClusterExternalSecret: ['spec.externalSecretSpec.data', 'spec.externalSecretSpec.dataFrom'],
  PushSecret: ['spec.data'],
  TriggerAuthentication: ['spec.secretTargetRef'],
  ClusterTriggerAuthentication: ['spec.secretTargetRef'],
}

/** Their texts are documentation. */
const described: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'PrometheusRule',
  'ClusterPolicy',
  'Policy',
  'ConstraintTemplate',
])

function formIn(kind: string, path: ValuePath): Form | undefined {
  // Every node of every object comes here: only the short paths are written out.
  const place = path.length > 4 ? '' : path.join('.')
  if (leftOut['*']?.includes(place) === true || leftOut[kind]?.includes(place) === true) return undefined
  return described.has(kind) || path.at(-1) === 'description' ? 'description' : 'text'
}

const variableMaps = /^(?:env|envs|environment|env_?vars|extra_?envs?|envfrom|variables|placeholders|config_?data)$/i

function areVariables(kind: string, path: ValuePath): boolean {
  return (kind === 'ConfigMap' && path.length === 1 && path[0] === 'data') || variableMaps.test(String(path.at(-1)))
}

interface SecretEntry {
  readonly field: 'data' | 'stringData'
  readonly key: string
  /** Decoded, as the pod reads it. */
  readonly value: string
}

/** The values of a Secret that are neither empty, nor encrypted, nor replaced by a tool. Each is judged by itself. */
export function secretEntries(manifest: Manifest): readonly SecretEntry[] {
  return (['data', 'stringData'] as const).flatMap((field) =>
    Object.entries(objectAt(manifest, field) ?? {}).flatMap(([key, written]) => {
      const text = asText(written) ?? (typeof written === 'number' ? String(written) : undefined)
      if (text === undefined) return []
      const value = field === 'data' ? Buffer.from(text, 'base64').toString('utf8') : text
      return value.trim() === '' || isReplaced(value) || isReplaced(text) ? [] : [{ field, key, value }]
    }),
  )
}

/** A text of several lines counts only if each line with a value is for a tool. */
function isReplaced(text: string): boolean {
  return isStandIn(text) || (/^\{\{[\s\S]*\}\}$/.test(text.trim()) && !/\}\}[^{]*[=:][^{]*[A-Za-z0-9]/.test(text))
}

/** Keys whose value is always a credential (Kubernetes, "Types of Secret"). */
const credentialKeys =
  /^(?:\.dockerconfigjson|\.dockercfg|ssh-privatekey|tls\.key|kubeconfig|id_rsa|id_ed25519|sshPrivateKey)$/

function inSecret(manifest: Manifest): readonly FoundCredential[] {
  return secretEntries(manifest).flatMap(({ field, key, value }) => {
    const what = credentialKeys.test(key) ? `a literal value for ${key}` : whatIn(key, value)
    return what === undefined ? [] : [{ what, name: key, path: [field, key], line: undefined }]
  })
}

function inBinaryData(manifest: Manifest): readonly FoundCredential[] {
  return Object.entries(objectAt(manifest, 'binaryData') ?? {}).flatMap(([key, written]) => {
    const value = decodedText(asText(written) ?? '')
    const what = value === undefined ? undefined : whatIn(key, value)
    return what === undefined ? [] : [{ what, name: key, path: ['binaryData', key], line: undefined }]
  })
}

function whatIn(key: string, value: string): string | undefined {
  return (namedCredential(key, value, 'variable') ?? credentialsInFile(key, value)[0])?.what
}
