import { eachApplicationWithHooks, selfHeals } from '../../application.ts'
import { textAt } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { isWorkload, type Subject } from '../../subject.ts'
import type { AuditUnit } from '../../unit.ts'

/** controller/appcontroller.go `autoSync` fills operation.sync.resources, and a sync of some resources has no hooks. */
export const selfHealSkipsHooks = eachApplicationWithHooks(({ application, hooks, units }) => {
  const migration = hooks.find(looksLikeMigration)
  if (migration === undefined || !selfHeals(application) || units.every(isGated)) return undefined
  return [
    {
      message: `self-heal of ${application.id} does not run ${migration.id}`,
      why: 'it syncs only what differs, without hooks: a Deployment that is changed back that way starts on whatever schema there is',
      help: 'let the pods check the schema before they serve (in a pipeline, workload.gate), or leave selfHeal out',
      span: application.locate(['spec', 'syncPolicy', 'automated', 'selfHeal']),
    },
  ]
})

/** Init containers by the words that people give to a check of the schema. */
const checking = /gate|schema|migrat|wait/i

function isGated({ subjects }: AuditUnit): boolean {
  const workloads = subjects.filter(isWorkload)
  return workloads.length > 0 && workloads.every(checksFirst)
}

function checksFirst(workload: Subject): boolean {
  return workload.containers.some(
    ({ list, container, words }) => list === 'initContainers' && checking.test(`${textAt(container, 'name')} ${words}`),
  )
}
