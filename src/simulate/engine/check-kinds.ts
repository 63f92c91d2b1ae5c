import { groupOf, isBuiltInGroup, scopeOf } from '../../manifest/kinds.ts'
import { hasSyncOption } from '../../manifest/sync-options.ts'
import { setResult, type SyncContext } from './sync-context.ts'
import type { SyncTask } from './sync-task.ts'
import type { Subject } from './target.ts'

export type Validity = 'valid' | 'not valid'

/**
 * sync_context.go `getSyncTasks`, permission check: one kind that the cluster does not serve or the project does not
 * permit makes the whole sync invalid.
 */
export function checkKinds(context: SyncContext, tasks: readonly SyncTask[]): Validity {
  let outcome: Validity = 'valid'
  const { world, operation } = context
  if (world.served.size === 0 && operation.forbidden.length === 0) return outcome
  for (const task of tasks) {
    const { subject } = task
    const isServed = world.served.get(subject.groupKind) !== false
    if (!isServed && skipsDryRun(context, task)) {
      task.skipDryRun = true
      continue
    }
    const message = isServed ? notPermitted(context, subject) : notServed(context, subject)
    if (message === undefined) continue
    outcome = 'not valid'
    setResult(context, task, { status: 'SyncFailed', message })
  }
  return outcome
}

/** gitops-engine/pkg/utils/kube/kube.go `ServerResourceForGroupVersionKind` looks up the group version first. */
function notServed(context: SyncContext, { manifest: { apiVersion, kind } }: Subject): string {
  const group = groupOf(apiVersion)
  return isVersionServed(context, apiVersion)
    ? `${kind}${group === '' ? '' : `.${group}`} "" not found`
    : `failed to discover server resources for group version ${apiVersion}: the server could not find the requested resource`
}

function isVersionServed({ resources, hooks, ignored, world }: SyncContext, apiVersion: string): boolean {
  const known = [...resources, ...hooks, ...ignored, ...world.objects.values()]
  return (
    isBuiltInGroup(groupOf(apiVersion)) ||
    known.some(
      ({ manifest }) =>
        manifest.apiVersion === apiVersion && world.served.get(`${groupOf(apiVersion)}/${manifest.kind}`) !== false,
    )
  )
}

/** controller/sync.go `validateSyncPermissions`: the namespace counts only for namespaced kinds. */
export function notPermitted({ operation }: SyncContext, subject: Subject): string | undefined {
  const { forbidden, project } = operation
  if (forbidden.length === 0) return undefined
  const { groupKind, namespace, manifest } = subject
  if (forbidden.includes(groupKind))
    return `resource ${groupKind.replace('/', ':')} is not permitted in project ${project}`
  const isNamespaced = scopeOf(manifest.apiVersion, manifest.kind) !== 'cluster'
  return isNamespaced && forbidden.includes(`${groupKind}/${namespace}`)
    ? `namespace ${namespace} is not permitted in project '${project}'`
    : undefined
}

function skipsDryRun({ defined, operation }: SyncContext, { isPrune, subject }: SyncTask): boolean {
  const option = 'SkipDryRunOnMissingResource=true'
  const asks = !isPrune && hasSyncOption(subject.manifest, option)
  return operation.syncOptions.includes(option) || asks || defined.has(subject.groupKind)
}
