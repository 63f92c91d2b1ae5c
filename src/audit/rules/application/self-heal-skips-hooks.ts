import { eachApplicationWithHooks, selfHeals } from '../../application.ts'
import { textAt } from '../../../manifest/fields.ts'
import { looksLikeMigration } from '../../migration.ts'
import { isWorkload, type Subject } from '../../subject.ts'
import type { AuditUnit } from '../../unit.ts'

/** controller/appcontroller.go `autoSync` sets operation.sync.resources, and a sync of selected resources runs no hooks. */
export const selfHealSkipsHooks = eachApplicationWithHooks(({ application, hooks, units }) => {
  const migration = hooks.find(looksLikeMigration)
  if (migration === undefined || !selfHeals(application) || units.every(isGated)) return undefined
  return [
    {
      message: `self-heal of ${application.id} does not run ${migration.id}`,
      why: 'self-heal syncs only the objects that differ and runs no hooks, so a Deployment that it restores starts on the current schema, migrated or not',
      help: 'let the pods check the schema before they serve (in a pipeline, workload.gate), or remove selfHeal',
      span: application.locate(['spec', 'syncPolicy', 'automated', 'selfHeal']),
    },
  ]
})

/** Words in init containers that check the schema. */
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
