import { asList, at, textAt } from '../protocol/json.ts'

/** As the API server lists them. Events are undefined where they could not be read. */
export interface ApiObjects {
  readonly jobs: readonly unknown[]
  readonly pods: readonly unknown[]
  readonly events: readonly unknown[] | undefined
}

export function nameOf(object: unknown): string {
  return textAt(object, 'metadata', 'name') ?? ''
}

export function uidOf(object: unknown): string | undefined {
  return textAt(object, 'metadata', 'uid')
}

/** RFC 3339 in UTC with whole seconds, so the times sort as text. */
export function createdAt(object: unknown): string {
  return textAt(object, 'metadata', 'creationTimestamp') ?? ''
}

/** By UID, because pods of an earlier Job of the same name may still exist. */
export function ownerOf(object: unknown): string | undefined {
  const owners = asList(at(object, 'metadata', 'ownerReferences'))
  return textAt(
    owners.find((reference) => at(reference, 'controller') === true),
    'uid',
  )
}

/** From the tracking id, `APPLICATION:GROUP/KIND:NAMESPACE/NAME`; an Application of another namespace is `NAMESPACE_NAME`. */
export function applicationOf(object: unknown): string | undefined {
  const [id = ''] = textAt(object, 'metadata', 'annotations', 'argocd.argoproj.io/tracking-id')?.split(':') ?? []
  return id === '' ? undefined : id.replace('_', '/')
}
