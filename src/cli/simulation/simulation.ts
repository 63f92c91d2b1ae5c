import { textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Operation, Simulation } from '../../simulate/index.ts'
import { afterSync } from '../../simulate/operation/after-sync.ts'
import { outOfSync } from '../../simulate/operation/out-of-sync.ts'
import { operationOf, type SyncEvent } from '../../simulate/operation/from-application.ts'
import { misused, wavec } from '../usage.ts'
import { liveManifests } from './live.ts'
import type { Around, Loaded } from './load.ts'
import { outcomesOf, resourcesOf, secondsOf, wordsOf } from './faults.ts'

interface Asked extends Around {
  readonly loaded: Loaded
  readonly event: SyncEvent
  readonly paths: readonly string[]
  readonly options: Readonly<Record<string, string>>
  /** As what it was typed. */
  readonly verb: string
}

/** What the command line asks for, with the Application's own settings. */
export function simulationOf(asked: Asked): Simulation {
  const { loaded, event, options } = asked
  const { targets, application } = loaded
  const base = operationOf(application, event, namespaceOf(targets), [])
  const live = afterSync(liveManifests(asked), base.namespace)
  const operation: Operation = {
    ...base,
    resources: partOf(asked, live, base),
    terminateAt: endOf(options['terminate-at']),
  }
  const among = { manifests: [...targets, ...live], operation, paths: asked.paths, options, verb: asked.verb }
  const outcomes = outcomesOf(among, event === 'retry' ? 1 : undefined)
  return { title: titleOf(asked, operation), targets, live, operation, outcomes }
}

/** What a partial sync is about: what was named, else everything plain that differs. */
function partOf(
  { loaded, event, options, paths, verb }: Asked,
  live: readonly Manifest[],
  operation: Operation,
): Operation['resources'] {
  if (event !== 'self-heal' && event !== 'selective') return undefined
  const words = wordsOf(options['resource'])
  if (words.length > 0)
    return resourcesOf(words, { manifests: [...loaded.targets, ...live], operation, paths, options, verb })
  return outOfSync(loaded.targets, live, operation.namespace)
}

/** The namespace that most objects name: without an Application, nothing else tells where they go. */
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

function titleOf({ loaded, event, paths, options }: Asked, { namespace, retry }: Operation): string {
  const name = textAt(loaded.application, 'metadata', 'name') ?? paths.join(' ')
  const live = options['live'] === undefined ? 'nothing is live yet' : `over ${options['live']}`
  const tries =
    retry.limit === 0 ? '' : retry.limit < 0 ? ', retried without end' : `, retried up to ${retry.limit} times`
  return `${name}  ${namespace}  ${events[event]}${tries}, ${live}`
}
