import { createdAt, nameOf, ownerOf, uidOf, type ApiObjects } from './api-object.ts'
import { causeOf, type Cause } from './cause.ts'
import { containersOf } from './container.ts'
import { warningOf } from './event.ts'
import { at, textAt } from '../protocol/json.ts'
import { resultOf, type Result } from './result.ts'
import { staleness, type Stale, type ThisSync } from './this-sync.ts'
import { verdictOf } from './verdict.ts'

export type { Stale } from './this-sync.ts'

/** What became of one Job in one sync. */
export type JobOutcome =
  /** `stale`: a Job of the name is there, and an earlier sync left it. */
  | { readonly name: string; readonly state: 'not-started'; readonly stale: Stale | undefined }
  | { readonly name: string; readonly state: 'running'; readonly waitsFor: Cause | undefined }
  | { readonly name: string; readonly state: 'succeeded'; readonly proved: string | undefined }
  | {
      readonly name: string
      readonly state: 'failed'
      readonly cause: Cause
      /** The Job controller's sentence, which Argo CD repeats. */
      readonly shown: string | undefined
    }

/** In the order of the names. */
export function outcomesOf(sync: ThisSync, objects: ApiObjects): readonly JobOutcome[] {
  return sync.names.map((name) => {
    const job = objects.jobs.find((candidate) => nameOf(candidate) === name && isOwn(candidate, sync))
    if (job === undefined) return { name, state: 'not-started', stale: undefined }
    const stale = staleness(job, objects.jobs, sync)
    return stale === undefined ? outcomeOf(name, job, objects) : { name, state: 'not-started', stale }
  })
}

function isOwn(job: unknown, { pipeline }: ThisSync): boolean {
  return textAt(job, 'metadata', 'labels', 'wavec.dev/pipeline') === pipeline
}

function outcomeOf(name: string, job: unknown, objects: ApiObjects): JobOutcome {
  const pods = objects.pods.filter((pod) => ownerOf(pod) === uidOf(job))
  const pod = telling(pods)
  const result = resultOf(job)
  switch (result.state) {
    case 'succeeded':
      return { name, state: 'succeeded', proved: provedBy(pod) }
    case 'running': {
      const cause = pod === undefined ? noPod(job, objects) : causeOf(pod, objects.events)
      return { name, state: 'running', waitsFor: cause }
    }
    case 'failed':
      return { name, state: 'failed', cause: whyFailed(job, pod, result, objects), shown: result.message }
  }
}

/** The newest, but not one that the Job controller deletes because the Job has failed already. */
function telling(pods: readonly unknown[]): unknown {
  const kept = pods.filter((pod) => at(pod, 'metadata', 'deletionTimestamp') === undefined)
  let found: unknown
  for (const pod of kept.length > 0 ? kept : pods)
    if (found === undefined || createdAt(pod) > createdAt(found)) found = pod
  return found
}

function provedBy(pod: unknown): string | undefined {
  const own = containersOf(pod).find(({ name }) => name === 'wavec')
  return own?.state.kind === 'ended' ? verdictOf(own.state.message)?.message : undefined
}

function whyFailed(job: unknown, pod: unknown, { reason, message }: Result, objects: ApiObjects): Cause {
  const found = pod === undefined ? noPod(job, objects) : causeOf(pod, objects.events)
  if (found !== undefined) return found
  const [name, namespace] = [nameOf(job), textAt(job, 'metadata', 'namespace') ?? 'default']
  const said = [reason, message].filter((part) => part !== undefined).join(': ')
  const lost = pod === undefined ? ', and its pods are gone' : ''
  return {
    kind: 'unknown',
    text: `${said === '' ? 'the Job failed' : said}${lost}`,
    next: `kubectl -n ${namespace} get events --field-selector involvedObject.name=${name}`,
  }
}

/** A quota, Pod Security or a webhook refuses pods before there is one: only the Job's events say it. */
function noPod(job: unknown, { events }: ApiObjects): Cause | undefined {
  const warning = warningOf(job, events ?? [])
  if (warning?.reason !== 'FailedCreate') return undefined
  const [name, namespace] = [nameOf(job), textAt(job, 'metadata', 'namespace') ?? 'default']
  return {
    kind: 'never-started',
    text: `the pod was refused: ${warning.message}`,
    next: `kubectl -n ${namespace} get events --field-selector involvedObject.name=${name}`,
  }
}
