/**
 * Client-side apply, which is Argo CD's default, stores the object as JSON in one of its annotations, and all annotations
 * of an object together have at most 262,144 bytes (k8s.io/apimachinery/pkg/api/validation/objectmeta.go
 * `TotalAnnotationSizeLimitB`; kubectl/pkg/util/apply.go `GetModifiedConfiguration`).
 */
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { asObject, textMapAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { indexFile } from '../argocd/migration-volumes.ts'
import { runnerAnnotation } from '../argocd/program.ts'
import type { EmitContext } from '../context.ts'

/** @internal */
export const annotationLimit = 262_144
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration'

/** The ConfigMaps of wavec's own, which hold files: a refused one stops the sync before its first Job. */
export function checkSizes({ pipeline }: EmitContext, manifests: readonly Manifest[]): readonly Diagnostic[] {
  return manifests.flatMap((manifest) => {
    if (manifest.kind !== 'ConfigMap') return []
    const size = annotationBytes(manifest)
    if (size <= annotationLimit) return []
    return [
      diagnostic('sync/too-large', {
        message: `ConfigMap/${manifest.metadata.name} needs ${grouped(size)} bytes of annotations when it is applied, more than ${grouped(annotationLimit)}`,
        why: 'client-side apply stores the whole object in an annotation, so the sync would fail before its first Job',
        help: helpFor(manifest),
        span: pipeline.locate([]),
      }),
    ]
  })
}

function helpFor({ metadata, data }: Manifest): string {
  if (metadata.annotations?.[runnerAnnotation] !== undefined) return 'set runner.image: an image that holds wavec'
  return asObject(data)?.[indexFile] === undefined
    ? 'split it into smaller ConfigMaps'
    : 'replace migrations that every database has by a baseline'
}

/** @internal */
export function annotationBytes(manifest: Manifest): number {
  const own = Object.entries(manifest.metadata.annotations ?? {}).map(([key, value]) => key.length + bytes(value))
  return own.reduce((sum, each) => sum + each, 0) + lastApplied.length + goJsonBytes(manifest) + '\n'.length
}

/** As Go's encoding/json writes it: <, >, &, U+2028 and U+2029 are escaped, each with six bytes. */
function goJsonBytes(manifest: Manifest): number {
  const { binaryData, ...rest } = manifest
  const binary = Object.entries(textMapAt({ binaryData }, 'binaryData'))
  // base64 has nothing to escape, and looking at it would take longer than all the rest.
  const lengths = binary.map(([, base64]) => base64.length)
  const keys = Object.fromEntries(binary.map(([key]) => [key, '']))
  const text = JSON.stringify(binary.length === 0 ? rest : { ...rest, binaryData: keys })
  const escaped = [...text.matchAll(/[<>&\u2028\u2029]/g)].map(([found]) => 6 - bytes(found))
  return [...lengths, ...escaped].reduce((sum, each) => sum + each, bytes(text))
}

function bytes(text: string): number {
  return Buffer.byteLength(text)
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}
