import { textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import {
  type Operation,
  type Simulation,
  afterSync,
  outOfSync,
  operationOf,
  type SyncEvent,
} from '../../simulate/index.ts'
import { misused, wavec } from '../usage.ts'
import { outcomesOf, resourcesOf, secondsOf, wordsOf } from './faults.ts'
import type { SimulationRequest } from './request.ts'

/** What was asked for, with the Application's own settings. */
export function simulationOf(request: SimulationRequest): Simulation {
  const { loaded, event, typed } = request
  const { targets, application } = loaded
  const base = operationOf(application, event, namespaceOf(targets), [])
  const live = afterSync(request.live?.manifests ?? [], base.namespace)
  const operation: Operation = {
    ...base,
    resources: partOf(request, live, base),
    terminateAt: endOf(request.terminateAt),
  }
  const among = { manifests: [...targets, ...live], live, operation, typed }
  const outcomes = outcomesOf(among, request, event === 'retry' ? 1 : undefined)
  return { title: titleOf(request, operation), targets, live, operation, outcomes }
}

/** What a partial sync is about: what was named, else everything plain that differs. */
function partOf(
  { loaded, event, resource, typed }: SimulationRequest,
  live: readonly Manifest[],
  operation: Operation,
): Operation['resources'] {
  if (event !== 'self-heal' && event !== 'selective') return undefined
  const words = wordsOf(resource)
  if (words.length > 0) return resourcesOf(words, { manifests: [...loaded.targets, ...live], live, operation, typed })
  return outOfSync(loaded.targets, live, operation.namespace)
}

/** The namespace that most objects name: without an Application, nothing else shows where they go. */
function namespaceOf(targets: readonly Manifest[]): string {
  const counts = new Map<string, number>()
  for (const { metadata } of targets)
    if (metadata.namespace !== undefined) counts.set(metadata.namespace, (counts.get(metadata.namespace) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'default'
}

function endOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const seconds = secondsOf(text)
  if (seconds !== undefined) return seconds
  throw misused(`simulate: --terminate-at takes a time like 30s, not "${text}"`, `${wavec} simulate --terminate-at 30s`)
}

const events: Readonly<Record<SyncEvent, string>> = {
  sync: 'a full sync',
  'self-heal': 'self-heal',
  selective: 'a selective sync',
  rollback: 'a rollback',
  retry: 'a sync that is tried again',
}

function titleOf({ loaded, live, event, typed }: SimulationRequest, { namespace, retry }: Operation): string {
  const name = textAt(loaded.application, 'metadata', 'name') ?? typed.paths.join(' ')
  const over = live === undefined ? 'nothing is live yet' : `over ${live.name}`
  const tries =
    retry.limit === 0 ? '' : retry.limit < 0 ? ', retried without end' : `, retried up to ${retry.limit} times`
  return `${name}  ${namespace}  ${events[event]}${tries}, ${over}`
}
