import { textMapAt } from '../manifest/fields.ts'
import type { Subject } from './subject.ts'
import type { AuditUnit } from './unit.ts'

const key = 'resource.customizations.health.argoproj.io_Application'

export interface HealthScript {
  readonly subject: Subject
  readonly key: string
  readonly script: string
}

/** The health check for Applications that Argo CD has only where argocd-cm brings one (removed in 1.8). */
export function applicationHealth({ all }: AuditUnit): HealthScript | undefined {
  for (const { makers } of all) {
    for (const subject of makers.get('ConfigMap/argocd-cm') ?? []) {
      const script = textMapAt(subject.manifest, 'data')[key]
      if (script !== undefined) return { subject, key, script }
    }
  }
  return undefined
}
