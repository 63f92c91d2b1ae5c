import { deletePolicies } from '../../../manifest/annotations.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import { isSyncHook, isWorkload, type Subject } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

const config: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'])

/** Argo CD deletes and recreates hooks during a sync, while pods start at any time. */
export const configOfWorkload = eachSubject((user, unit) => {
  if (user.hook !== undefined || !isWorkload(user)) return undefined
  const found = new Map<string, Finding>()
  for (const { kind, name, path } of user.references) {
    if (!config.has(kind) || found.has(`${kind}/${name}`)) continue
    const makers = makersFor(unit, user, `${kind}/${name}`)
    const [maker] = makers
    if (maker === undefined || !makers.every(isSyncHook)) continue
    found.set(`${kind}/${name}`, finding(user, maker, path))
  }
  return [...found.values()]
})

function finding(user: Subject, maker: Subject, path: Parameters<Subject['locate']>[0]): Finding {
  const policies = deletePolicies(maker.manifest)
  return {
    message: `${user.id} uses ${maker.id}, which is a hook (${policies.join(', ')})`,
    why: 'Argo CD deletes it under that policy, a pod that starts meanwhile fails, and self-heal does not recreate it',
    help: 'make it a plain object with a low wave, and give hooks that need it earlier their own copy',
    span: user.locate(path),
    related: [{ span: maker.locate(['metadata', 'name']), message: 'the hook' }],
  }
}
