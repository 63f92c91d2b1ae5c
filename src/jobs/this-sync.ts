import { createdAt, nameOf } from './api-object.ts'
import { textAt } from '../protocol/json.ts'

export interface ThisSync {
  readonly pipeline: string
  readonly release: string
  /** Of the migrations, hex. */
  readonly digest: string
  /** When an object was created that Argo CD recreates at the start of each sync; undefined if it could not be read. */
  readonly began: string | undefined
  /** The Jobs of the pipeline in the order in which they run. */
  readonly names: readonly string[]
}

/** A Job that an earlier sync left behind: Argo CD deletes a hook only when its own wave starts. */
export interface Stale {
  readonly created: string
  /** What shows that it is another sync's, besides its age. */
  readonly of: { readonly release: string } | 'other migrations' | 'this release'
}

/** Undefined if the Job was made in this sync. Its name says nothing: each sync uses the same. */
export function staleness(job: unknown, jobs: readonly unknown[], sync: ThisSync): Stale | undefined {
  const release = textAt(job, 'metadata', 'annotations', 'wavec.dev/release')
  const digest = textAt(job, 'metadata', 'annotations', 'wavec.dev/digest')
  const created = createdAt(job)
  if (release !== sync.release) return { created, of: { release: release ?? 'unknown' } }
  if (digest !== sync.digest) return { created, of: 'other migrations' }
  return created >= startOf(jobs, sync) ? undefined : { created, of: 'this release' }
}

/** Later than any time of the API's. */
const never = '~'

/** Without a sign of its start, the sync is taken to start with its first Job: what is older belongs to another one. */
function startOf(jobs: readonly unknown[], { began, names }: ThisSync): string {
  if (began !== undefined) return began
  const first = jobs.find((job) => nameOf(job) === names[0])
  return first === undefined ? never : createdAt(first)
}
