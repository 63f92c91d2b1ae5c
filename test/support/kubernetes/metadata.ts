/** Names, labels and annotations as Kubernetes checks them: apimachinery/pkg/util/validation/validation.go. */
import { objectAt, textMapAt } from '../../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { podOf } from './pods.ts'

export function metadataProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  return [
    ...nameProblems(manifest),
    ...labelProblems(objectAt(manifest, 'metadata', 'labels') ?? {}, 'metadata.labels'),
    ...annotationProblems(objectAt(manifest, 'metadata', 'annotations') ?? {}, 'metadata.annotations'),
    ...(pod === undefined
      ? []
      : [
          ...labelProblems(pod.labels, `${pod.path}: labels`),
          ...annotationProblems(pod.annotations, `${pod.path}: annotations`),
        ]),
  ]
}

const dnsLabel = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const dnsSubdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/

/** Their names become labels of pods or DNS names. */
const labelKinds = ['Job', 'CronJob', 'Service', 'Namespace', 'StatefulSet']

/** wavec's own objects have DNS labels as names, so that any of them may be a label's value. */
export function nameProblems({ kind, metadata }: Manifest): readonly string[] {
  const { name, labels } = metadata
  const isShort = labelKinds.includes(kind) || labels?.['wavec.dev/pipeline'] !== undefined
  if (isShort && (name.length > 63 || !dnsLabel.test(name)))
    return [`metadata.name: ${name} is not a DNS label of at most 63 characters`]
  if (kind === 'Service' && !/^[a-z]/.test(name))
    return [`metadata.name: ${name}, a Service's name, starts with no letter`]
  return name.length <= 253 && dnsSubdomain.test(name)
    ? []
    : [`metadata.name: ${name} is not a DNS subdomain of at most 253 characters`]
}

export function labelProblems(labels: JsonObject, path: string): readonly string[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...(isQualifiedName(key) ? [] : [`${path}: ${key} is not a legal key`]),
    ...(isLabelValue(value) ? [] : [`${path}: ${key} has the illegal value ${JSON.stringify(value)}`]),
  ])
}

function isLabelValue(value: unknown): boolean {
  return typeof value === 'string' && value.length <= 63 && /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/.test(value)
}

/** Annotation keys are judged in lower case (ValidateAnnotations in apimachinery/pkg/api/validation/objectmeta.go). */
export function annotationProblems(annotations: JsonObject, path: string): readonly string[] {
  const illegal = Object.keys(annotations).filter((key) => !isQualifiedName(key.toLowerCase()))
  return illegal.map((key) => `${path}: ${key} is not a legal key`)
}

/** `prefix/name`: a DNS subdomain of at most 253 characters, and a name of at most 63. */
function isQualifiedName(key: string): boolean {
  const [name = '', prefix, ...more] = key.split('/').toReversed()
  if (more.length > 0 || name.length > 63 || !/^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/.test(name)) return false
  return prefix === undefined || (prefix.length <= 253 && dnsSubdomain.test(prefix))
}

/** totalAnnotationSizeLimitB in apimachinery/pkg/api/validation/objectmeta.go. */
const annotationBytes = 262_144

/** MaxSecretSize in pkg/apis/core/types.go, which ConfigMaps share. */
const configMapBytes = 1_048_576

export function sizeProblems(manifest: Manifest): readonly string[] {
  const annotations = totalBytes(textMapAt(manifest, 'metadata', 'annotations'))
  const applied = annotations + bytes('kubectl.kubernetes.io/last-applied-configuration') + bytes(goJson(manifest))
  const stored = manifest.kind === 'ConfigMap' ? valueBytes(manifest) : 0
  return [
    ...(annotations > annotationBytes
      ? [`metadata.annotations: ${annotations} bytes, at most ${annotationBytes}`]
      : []),
    ...(applied > annotationBytes
      ? [`the annotations of a client-side apply: ${applied} bytes, at most ${annotationBytes}`]
      : []),
    ...(stored >= configMapBytes ? [`data: ${stored} bytes, less than ${configMapBytes} fit into a ConfigMap`] : []),
    ...(manifest.kind === 'ConfigMap' ? configMapKeyProblems(manifest) : []),
  ]
}

/** JSON as Go's encoding/json writes it: it escapes these five characters for HTML and JavaScript. */
export function goJson(manifest: Manifest): string {
  return JSON.stringify(manifest).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8')
}

function totalBytes(map: Readonly<Record<string, string>>): number {
  return Object.entries(map).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0)
}

function valueBytes(manifest: Manifest): number {
  const values = [...Object.values(textMapAt(manifest, 'data')), ...Object.values(textMapAt(manifest, 'binaryData'))]
  return values.reduce((sum, value) => sum + bytes(value), 0)
}

/** IsConfigMapKey: a file name without a path. */
function configMapKeyProblems(manifest: Manifest): readonly string[] {
  const keys = [...Object.keys(textMapAt(manifest, 'data')), ...Object.keys(textMapAt(manifest, 'binaryData'))]
  return keys
    .filter((key) => key.length > 253 || key.startsWith('..') || key === '.' || !/^[-._a-zA-Z0-9]+$/.test(key))
    .map((key) => `data: ${key} is not a legal key`)
}
