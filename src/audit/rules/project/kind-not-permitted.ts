import { scopeOf } from '../../../manifest/kinds.ts'
import { kindOf, permitsKind } from '../../project.ts'
import { eachInProject, fieldOf } from '../../projects.ts'
import type { Subject } from '../../subject.ts'

/** controller/sync.go, validateSyncPermissions checks every task, hooks included, before anything runs. */
export const kindNotPermitted = eachInProject(({ application, project, objects }) => {
  const refused = new Map<string, Subject[]>()
  for (const object of objects) {
    if (object.positions.length === 0 || permitsKind(project.manifest, object.manifest)) continue
    const kind = kindOf(object.manifest)
    refused.set(kind, [...(refused.get(kind) ?? []), object])
  }
  return [...refused].map(([kind, [first, ...others]]) => {
    const scope = first === undefined ? 'unknown' : scopeOf(first.manifest.apiVersion, first.manifest.kind)
    const list = scope === 'cluster' ? 'clusterResourceWhitelist' : 'namespaceResourceWhitelist'
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    return {
      message: `${project.id} does not permit ${kind}, but ${application.id} syncs ${first?.id}${more}`,
      why: 'Argo CD checks every object before it applies the first, so the sync fails and SyncFail hooks do not run either',
      help: `add { group: "${kind.split('.').slice(1).join('.')}", kind: ${kind.split('.')[0]} } to ${list}, and keep it out of the blacklist`,
      ...fieldOf(project, list),
      ...(first === undefined ? {} : { related: [{ span: first.locate(['kind']), message: 'the object' }] }),
    }
  })
})
