import { eachApplicationWithHooks, selfHeals } from '../../application.ts'
import { looksLikeMigration } from '../../migration.ts'

/** controller/appcontroller.go `autoSync` fills operation.sync.resources, and a sync of some resources has no hooks. */
export const selfHealSkipsHooks = eachApplicationWithHooks(({ application, hooks }) => {
  const migration = hooks.find(looksLikeMigration)
  if (migration === undefined || !selfHeals(application)) return undefined
  return [
    {
      message: `self-heal of ${application.id} does not run ${migration.id}`,
      why: 'it syncs only what differs, without hooks: a Deployment that is changed back that way starts on whatever schema there is',
      help: 'let the pods check the schema before they serve (in a pipeline, workload.gate), or leave selfHeal out',
      span: application.locate(['spec', 'syncPolicy', 'automated', 'selfHeal']),
    },
  ]
})
