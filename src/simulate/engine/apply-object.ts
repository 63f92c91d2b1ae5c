import { hasSyncOption } from '../../manifest/sync-options.ts'
import { applyTo, type Applied, type Application } from '../world/apply.ts'
import { isCRD } from '../world/world.ts'
import { liveAsks } from '../world/live-object.ts'
import { act, setResult, type SyncContext } from './sync-context.ts'
import { idOf, isHook, type SyncTask } from './sync-task.ts'

/** sync_context.go `applyObject`: applies, replaces or creates by the options of target, live object and Application. */
export function applyObject(context: SyncContext, task: SyncTask): 'done' | 'failed' {
  const applied = applicationOf(context, task)
  const refused = applied.result === 'refused'
  const verb = task.subject === context.namespaceTask ? 'create-namespace' : 'apply'
  act(context, { verb, task: idOf(task), ...resultOf(applied) })
  setResult(context, task, {
    status: refused ? 'SyncFailed' : 'Synced',
    state: refused ? 'Failed' : 'Running',
    message: applied.message,
  })
  return refused ? 'failed' : 'done'
}

function resultOf({ result, message }: Applied) {
  if (result === 'refused') return { result, detail: message } as const
  if (result === 'unchanged') return { result } as const
  return result === 'created' ? ({ result: 'done' } as const) : ({ result: 'done', detail: result } as const)
}

function applicationOf(context: SyncContext, task: SyncTask): Applied {
  const { operation, world } = context
  const { manifest, liveKey, groupKind } = task.subject
  if (world.served.get(groupKind) === false)
    return { result: 'refused', message: `no matches for kind "${manifest.kind}" in version "${manifest.apiVersion}"` }
  const asks = (option: string): boolean => hasSyncOption(manifest, option) || liveAsks(task.live, option)
  const replace = operation.syncOptions.includes('Replace=true') || asks('Replace=true')
  const force = operation.force || asks('Force=true')
  // kubectl refuses --force with --server-side. Replace=true does not use server-side apply.
  if (force && !replace && isServerSide(context, task))
    return { result: 'refused', message: '--force cannot be used with --server-side' }
  const application: Application = {
    key: liveKey,
    manifest,
    hookFinalizer: isHook(task),
    mode: replace ? replaceMode(task) : isServerSide(context, task) ? 'server-side' : 'apply',
    force,
  }
  return applyTo(world, application)
}

/** CustomResourceDefinitions and Namespaces are updated in place: replacing would delete everything in them. */
function replaceMode({ live, subject: { manifest } }: SyncTask): Application['mode'] {
  if (live === undefined) return 'create'
  return isCRD(manifest) || manifest.kind === 'Namespace' ? 'update' : 'replace'
}

/** sync_context.go `shouldUseServerSideApply`, for a real apply. */
function isServerSide({ operation }: SyncContext, { subject: { manifest } }: SyncTask): boolean {
  if (hasSyncOption(manifest, 'ServerSideApply=false')) return false
  return operation.syncOptions.includes('ServerSideApply=true') || hasSyncOption(manifest, 'ServerSideApply=true')
}
