import { at, objectAt } from '../manifest/fields.ts'
import { looksLikeMigration } from './migration.ts'
import { eachOf, type Finding, type Rule } from './rule.ts'
import { isJob, isSyncHook, type Subject } from './subject.ts'
import { unitsOf, type AuditUnit } from './unit.ts'

/** An Application and the hooks that it syncs. */
export interface Deployed {
  readonly application: Subject
  readonly units: readonly AuditUnit[]
  /** Jobs that are hooks before the workload, migrations first. */
  readonly hooks: readonly Subject[]
}

/** For Applications whose hook Jobs are in the input: without them a rule about hooks has nothing to judge. */
export function eachApplicationWithHooks(check: (deployed: Deployed) => readonly Finding[] | undefined): Rule {
  return eachOf('Application', (application, unit) => {
    if (!isApplication(application)) return undefined
    const units = unitsOf(application, unit)
    const hooks = units.flatMap(({ subjects }) => subjects.filter((subject) => isSyncHook(subject) && isJob(subject)))
    if (hooks.length === 0) return undefined
    const sorted = [...hooks.filter(looksLikeMigration), ...hooks.filter((hook) => !looksLikeMigration(hook))]
    return check({ application, units, hooks: sorted })
  })
}

export function isApplication({ manifest: { apiVersion, kind } }: Subject): boolean {
  return kind === 'Application' && apiVersion.startsWith('argoproj.io/')
}

/** `enabled: false` means the same as no `automated` at all (Argo CD 3.1 and newer). */
export function isAutomated({ manifest }: Subject): boolean {
  const automated = at(manifest, 'spec', 'syncPolicy', 'automated')
  return automated !== undefined && at(automated, 'enabled') !== false
}

export function selfHeals(application: Subject): boolean {
  return (
    isAutomated(application) && objectAt(application.manifest, 'spec', 'syncPolicy', 'automated')?.['selfHeal'] === true
  )
}
