import { looksLikeMigration } from '../../migration.ts'
import { nameSpan, type Rule } from '../../rule.ts'
import { isWorkload, type Subject } from '../../subject.ts'

/** Within a wave Argo CD applies kind after kind without waiting, Deployments before Jobs. */
export const jobBesideWorkload: Rule = ({ subjects }) => {
  const workloads = new Map<string, Subject>()
  for (const subject of subjects) {
    const wave = waveOf(subject)
    if (isWorkload(subject) && subject.hook === undefined && !workloads.has(wave)) workloads.set(wave, subject)
  }
  return subjects.filter(looksLikeMigration).flatMap((subject) => {
    const beside = workloads.get(waveOf(subject))
    if (beside === undefined || subject.positions.length === 0) return []
    const { phase = 'Sync', wave = 0 } = subject.positions[0] ?? {}
    return [
      {
        message: `${subject.id} starts together with ${beside.id}: both are in ${phase} wave ${wave}`,
        why: 'the new version starts on the old schema, and serves even if the Job fails',
        help: 'make it a hook in a lower wave than the workload: argocd.argoproj.io/hook: PreSync or Sync',
        span: nameSpan(subject),
        related: [{ span: nameSpan(beside), message: 'applied at the same time' }],
      },
    ]
  })
}

function waveOf({ positions: [first] }: Subject): string {
  return `${first?.phase} ${first?.wave}`
}
