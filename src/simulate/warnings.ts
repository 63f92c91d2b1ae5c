import { append } from '../diagnostic/long-lists.ts'
import { isHook as isHookManifest, isSkipped } from '../manifest/annotations.ts'
import { healthOf } from './world/live-object.ts'
import type { SyncContext } from './engine/sync-context.ts'
import { isRunning } from './engine/sync-task.ts'
import type { Subject } from './engine/target.ts'
import type { Ran } from './operation/run-operation.ts'
import { listed } from './verdict.ts'

/** Surprises that Argo CD does not report. */
export function warningsOf(context: SyncContext, ran: Ran): readonly string[] {
  const { ignored, repeated, resources } = context
  const found: string[] = []
  for (const subject of ignored)
    found.push(
      `${nameOf(subject)} is never applied: ${hookText(subject)} is not a hook of a sync, and Argo CD silently ignores it`,
    )
  for (const { manifest } of resources)
    if (isSkipped(manifest)) found.push(`${manifest.kind}/${manifest.metadata.name} is never applied: its hook is Skip`)
  for (const subject of repeated)
    found.push(`${nameOf(subject)} is defined more than once: Argo CD applies only the last definition`)
  append(found, skipped(context))
  append(found, notAwaited(context, ran))
  const { attempt } = context.world
  if (attempt > 1) found.push(`Argo CD makes ${attempt} attempts, and each runs every hook again`)
  return found
}

function nameOf({ manifest: { kind }, name }: Subject): string {
  return `${kind}/${name}`
}

function facts({ manifest, name }: Subject): { readonly kind: string; readonly name: string } {
  return { kind: manifest.kind, name }
}

function hookText({ manifest: { metadata } }: Subject): string {
  const { annotations = {} } = metadata
  const key = annotations['argocd.argoproj.io/hook'] === undefined ? 'helm.sh/hook' : 'argocd.argoproj.io/hook'
  return `${key}: ${annotations[key] ?? ''}`
}

/** A partial sync, self-heal and a rollback run no hooks, so the release rolls out without its migration. */
function skipped(context: SyncContext): readonly string[] {
  const { operation, hooks } = context
  if (!operation.skipHooks || hooks.length === 0) return []
  const jobs = hooks.filter(({ manifest: { kind } }) => kind === 'Job')
  const which = jobs.length > 0 ? jobs : hooks
  const what = `${listed(which.map(facts))} ${which.length === 1 ? 'is' : 'are'} skipped`
  return [
    changesWorkload(context)
      ? `no hook runs in this sync, so the release rolls out without its migration and its checks: ${what}`
      : `no hook runs in this sync: ${what}`,
  ]
}

function changesWorkload({ hooks, seen }: SyncContext): boolean {
  const runsMigration = hooks.some(
    ({ manifest, phases }) => manifest.kind === 'Job' && phases.some((phase) => phase !== 'SyncFail'),
  )
  return runsMigration && [...seen.values()].some(({ kind, role }) => role === 'resource' && workloads.has(kind))
}

const workloads: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Rollout',
  'Pod',
  'ReplicaSet',
])

/** Argo CD does not wait for the last wave: it reports success while those objects are still starting, or failing. */
function notAwaited({ world }: SyncContext, { end, tasks }: Ran): readonly string[] {
  if (end !== 'succeeded') return []
  const open = tasks.filter((task) => {
    const object = world.objects.get(task.subject.liveKey)
    if (!isRunning(task) || object === undefined || isHookManifest(task.subject.manifest)) return false
    const status = healthOf(object, world.now)?.status
    return status !== undefined && status !== 'Healthy'
  })
  if (open.length === 0) return []
  const names = listed(open.map(({ subject }) => facts(subject)))
  return [
    `Argo CD does not wait for its last wave: it reports success before ${names} ${open.length === 1 ? 'is' : 'are'} healthy`,
  ]
}
