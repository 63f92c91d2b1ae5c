import { textMapAt } from '../manifest/fields.ts'
import type { Subject } from './subject.ts'
import type { AuditUnit } from './unit.ts'

const key = 'resource.customizations.health.argoproj.io_Application'

export interface HealthScript {
  readonly subject: Subject
  readonly key: string
  readonly script: string
}

/** Argo CD 1.8 removed its health check for Applications, so there is one only if argocd-cm defines it. */
export function applicationHealth({ all }: AuditUnit): HealthScript | undefined {
  for (const { makers } of all) {
    for (const subject of makers.get('ConfigMap/argocd-cm') ?? []) {
      const script = textMapAt(subject.manifest, 'data')[key]
      if (script !== undefined) return { subject, key, script }
    }
  }
  return undefined
}
