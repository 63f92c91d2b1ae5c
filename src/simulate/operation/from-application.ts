import { at, isList, objectAt, textAt } from '../../manifest/fields.ts'
import type { Json, JsonObject, Manifest } from '../../manifest/manifest.ts'
import { number } from '../health/health.ts'
import type { Operation, Retry } from '../simulation.ts'
import { manualSync } from './defaults.ts'

export type SyncEvent = 'sync' | 'self-heal' | 'selective' | 'rollback' | 'retry'
export const syncEvents: readonly SyncEvent[] = ['sync', 'self-heal', 'selective', 'rollback', 'retry']

/**
 * The operation that Argo CD would start with the Application's settings. Without an Application: a manual sync without
 * pruning. `outOfSync` lists the objects of a partial sync as `group/Kind/name`.
 */
export function operationOf(
  application: Manifest | undefined,
  event: SyncEvent,
  namespace: string,
  outOfSync: readonly string[],
): Operation {
  const policy = objectAt(application, 'spec', 'syncPolicy')
  const automated = isAutomated(policy)
  const prune = automated && at(policy, 'automated', 'prune') === true
  const common: Operation = {
    ...manualSync,
    namespace: textAt(application, 'spec', 'destination', 'namespace') ?? namespace,
    syncOptions: texts(at(policy, 'syncOptions')),
    managesNamespaceMetadata: at(policy, 'managedNamespaceMetadata') !== undefined,
    pruneConfirmed: false,
    prune,
    project: textAt(application, 'spec', 'project') ?? manualSync.project,
    retry: retryOf(policy, automated),
  }
  switch (event) {
    case 'sync':
      return common
    case 'self-heal':
    case 'selective':
      return { ...common, skipHooks: true, resources: outOfSync }
    // server/application/application.go `Rollback`: strategy apply, without the policy's retry.
    case 'rollback':
      return { ...common, prune: false, skipHooks: true, retry: manualSync.retry }
    case 'retry':
      return { ...common, retry: { ...common.retry, limit: Math.max(1, common.retry.limit) } }
  }
}

/** Whether spec.syncPolicy.automated is set and not disabled (types.go `IsAutomatedSyncEnabled`). */
export function isAutomated(policy: JsonObject | undefined): boolean {
  const automated = objectAt(policy, 'automated')
  return automated !== undefined && automated['enabled'] !== false
}

/** controller/appcontroller.go `autoSync`: five retries unless the policy sets another limit. A manual sync has none. */
function retryOf(policy: JsonObject | undefined, automated: boolean): Retry {
  const retry = objectAt(policy, 'retry')
  const fallback = manualSync.retry
  if (retry === undefined) return automated ? { ...fallback, limit: 5 } : fallback
  const backoff = objectAt(retry, 'backoff')
  return {
    limit: number(retry['limit'], 0),
    duration: seconds(textAt(backoff, 'duration'), fallback.duration),
    factor: number(at(backoff, 'factor'), fallback.factor),
    maxDuration: seconds(textAt(backoff, 'maxDuration'), fallback.maxDuration),
  }
}

/** types.go `parseStringToDuration`: a bare number is seconds, anything else a Go duration. */
function seconds(text: string | undefined, otherwise: number): number {
  if (text === undefined || text === '') return otherwise
  if (/^\d+$/.test(text)) return Number(text)
  const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 }
  let total = 0
  for (const [, count = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g))
    total += Number(count) * (units[unit] ?? 0)
  return total
}

function texts(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((item) => typeof item === 'string') : []
}
