// Jobs, pods and warnings as a real cluster (Kubernetes 1.36, Argo CD 3.5) had them when the report of a failed sync ran.
// The recorder did not keep the UID of an event's object: it is that of the object of the same name.
import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { replayedApi, send, sendPage, type ReplayedApi } from '../connect/replayed-api.ts'

interface ApiObject {
  readonly metadata: { readonly name: string; readonly uid: string }
}

interface RecordedEvent {
  readonly involvedObject: { readonly uid: string }
}

export interface Recorded {
  readonly title: string
  readonly pipeline: string
  readonly namespace: string
  readonly release: string
  readonly digest: string
  /** When the sync began. */
  readonly began: string
  /** What Argo CD showed of each object that failed. */
  readonly argocd: readonly { readonly object: string; readonly message: string }[]
  /** What the report said at the time; null where it said nothing, because it waited for a Secret. */
  readonly before: string | null
  /** How long the operation took then. */
  readonly seconds: number
  readonly jobs: readonly ApiObject[]
  readonly pods: readonly ApiObject[]
  readonly events: readonly RecordedEvent[]
}

const folder = fileURLToPath(new URL('recorded/', import.meta.url))

export const recordings: ReadonlyMap<string, Recorded> = new Map(
  readdirSync(folder)
    .sort()
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Recorded]),
)

export function recordingOf(name: string): Recorded {
  const found = recordings.get(name)
  if (found === undefined) throw new Error(`there is no recording ${name}`)
  return found
}

/** The API of that moment. The account is as old as the sync, because Argo CD recreates it. */
export function apiOf(recorded: Recorded): Promise<ReplayedApi> {
  const { namespace, pipeline, began, jobs, pods, events } = recorded
  const account = { kind: 'ServiceAccount', metadata: { name: `${pipeline}-report`, creationTimestamp: began } }
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://api')
    if (pathname === `/api/v1/namespaces/${namespace}/serviceaccounts/${pipeline}-report`)
      return send(response, 200, account)
    if (pathname.endsWith('/jobs')) return sendPage(request, response, jobs)
    if (pathname.endsWith('/pods')) return sendPage(request, response, pods)
    const uid = searchParams.get('fieldSelector')?.replace('involvedObject.uid=', '')
    sendPage(
      request,
      response,
      events.filter(({ involvedObject }) => involvedObject.uid === uid),
    )
  }
  return replayedApi({ namespace, name: `${pipeline}-report-x` }, answer)
}
