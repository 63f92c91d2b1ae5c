import { Failure } from '../diagnostic/failure.ts'
import { createdAt, ownerOf, resultOf, uidOf, type ApiObjects } from '../jobs/index.ts'
import { textAt } from '../protocol/json.ts'
import type { ClusterAccess } from './cluster-access.ts'
import { eachPage, getJson } from './cluster-request.ts'

/** Which Jobs are asked for. */
export interface AskedJobs {
  readonly namespace: string
  readonly pipeline: string
  /** Of the ServiceAccount that Argo CD recreates at the start of each sync. */
  readonly account: string
  readonly names: readonly string[]
}

export interface SeenJobs extends ApiObjects {
  /** When the account was created; undefined if it could not be read. */
  readonly began: string | undefined
  /** What could not be read, and why. */
  readonly unread: readonly string[]
}

/** Throws if the Jobs can't be read. */
export async function jobsOf(access: ClusterAccess, asked: AskedJobs): Promise<SeenJobs> {
  const { namespace, pipeline, account, names } = asked
  const labelSelector = `wavec.dev/pipeline=${pipeline}`
  // The label narrows the list. The names are matched here, because a Job's own name is not a label.
  const all = await eachPage(access, `/apis/batch/v1/namespaces/${namespace}/jobs`, { labelSelector })
  const jobs = all.filter((job) => names.includes(textAt(job, 'metadata', 'name') ?? ''))
  const unread: string[] = []
  const pods = await unlessRefused(unread, 'the pods were', async () =>
    eachPage(access, `/api/v1/namespaces/${namespace}/pods`, {
      labelSelector: `${labelSelector},batch.kubernetes.io/job-name in (${names.join(',')})`,
    }),
  )
  const began = await unlessRefused(unread, 'the start of this sync was', async () =>
    createdAt(await getJson(access, `/api/v1/namespaces/${namespace}/serviceaccounts/${account}`)),
  )
  const events = await unlessRefused(unread, 'the events were', async () =>
    eventsOf(access, namespace, troubled(jobs, pods ?? [])),
  )
  return { jobs, pods: pods ?? [], events, began, unread }
}

/** Asked one by one: a namespace may hold thousands of events of others. */
async function eventsOf(
  access: ClusterAccess,
  namespace: string,
  uids: readonly string[],
): Promise<readonly unknown[]> {
  const events: unknown[] = []
  for (const uid of uids) {
    const fieldSelector = `involvedObject.uid=${uid}`
    events.push(...(await eachPage(access, `/api/v1/namespaces/${namespace}/events`, { fieldSelector })))
  }
  return events
}

/** The Jobs that have not succeeded, and their pods. */
function troubled(jobs: readonly unknown[], pods: readonly unknown[]): readonly string[] {
  const own = jobs.filter((job) => resultOf(job).state !== 'succeeded').flatMap((job) => uidOf(job) ?? [])
  return [...own, ...pods.filter((pod) => own.includes(ownerOf(pod) ?? '')).flatMap((pod) => uidOf(pod) ?? [])]
}

/** A report without them is worth more than none. */
async function unlessRefused<T>(unread: string[], what: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    unread.push(`${what} not read: ${error.message}`)
    return undefined
  }
}
