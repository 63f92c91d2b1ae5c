import { objectAt } from '../../../manifest/fields.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { annotationSpan, eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { annotationNames } from '../../words.ts'

const prefix = 'argocd.argoproj.io/'
/** Argo CD reads these only from the annotations of the object itself. */
const ofSync: ReadonlySet<string> = new Set([
  'hook',
  'hook-delete-policy',
  'sync-wave',
  'sync-options',
  'compare-options',
])

/** gitops-engine/pkg/sync/common/types.go and resource/annotations.go: read GetAnnotations of the object by the exact key. */
export const unreadAnnotation = eachSubject((subject) => {
  const written = objectAt(subject.manifest, 'metadata', 'annotations') ?? {}
  const found: Finding[] = []
  for (const key in written) {
    const meant = key.includes('argo') ? meantBy(key) : undefined
    if (meant !== undefined && written[meant] === undefined) found.push(wrongKey(subject, key, meant))
  }
  for (const { path, where } of places(subject)) {
    const elsewhere = objectAt(subject.manifest, ...path) ?? {}
    for (const key in elsewhere) {
      if (key.startsWith(prefix) && ofSync.has(key.slice(prefix.length)) && written[key] === undefined)
        found.push(wrongPlace(subject, [...path, key], where))
    }
  }
  return found
})

/** The key that was probably meant; undefined if the key is correct, or has nothing to do with Argo CD. */
function meantBy(key: string): string | undefined {
  const slash = key.indexOf('/')
  const [domain, name] = [key.slice(0, slash + 1), key.slice(slash + 1)]
  if (domain === prefix) {
    const near = annotationNames.includes(name) ? undefined : nearest(name, annotationNames)
    return near === undefined ? undefined : prefix + near
  }
  return ofSync.has(name) && /^argo(?:-?cd)?\b|argoproj/.test(domain) ? prefix + name : undefined
}

function places({ pod }: Subject) {
  const labels = { path: ['metadata', 'labels'], where: 'a label' }
  if (pod === undefined || pod.path.length === 0) return [labels]
  const template = { path: [...pod.path, 'metadata', 'annotations'], where: 'a pod annotation' }
  return [labels, template]
}

function wrongKey(subject: Subject, key: string, meant: string): Finding {
  return {
    message: `Argo CD has no annotation ${key}`,
    why: `Argo CD silently ignores it and syncs ${subject.id} without it`,
    help: `did you mean ${meant}?`,
    span: annotationSpan(subject, key, 'key'),
  }
}

function wrongPlace({ id, locate }: Subject, path: readonly string[], where: string): Finding {
  return {
    message: `${path.at(-1)} has no effect as ${where}`,
    why: `Argo CD reads it only from the annotations of the object itself, and syncs ${id} without it`,
    help: 'move it to metadata.annotations of the object',
    span: locate(path, 'key'),
  }
}
