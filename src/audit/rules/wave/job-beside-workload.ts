import { looksLikeMigration } from '../../migration.ts'
import { nameSpan, type Rule } from '../../rule.ts'
import { isWorkload, type Subject } from '../../subject.ts'

/** Inside of a wave Argo CD applies kind after kind without waiting: Deployments before Jobs. */
export const jobBesideWorkload: Rule = ({ subjects }) => {
  const workloads = subjects.filter((subject) => isWorkload(subject) && subject.hook === undefined)
  return subjects.filter(looksLikeMigration).flatMap((subject) => {
    const beside = workloads.find((workload) => sharesWave(subject, workload))
    if (beside === undefined) return []
    const { phase = 'Sync', wave = 0 } = subject.positions[0] ?? {}
    return [
      {
        message: `${subject.id} starts together with ${beside.id}: both are in ${phase} wave ${wave}`,
        why: 'the new version starts on the schema as it was, and serves even if the Job fails',
        help: 'a hook, argocd.argoproj.io/hook: PreSync or Sync, in a lower wave than the workload',
        span: nameSpan(subject),
        related: [{ span: nameSpan(beside), message: 'applied at the same time' }],
      },
    ]
  })
}

function sharesWave({ positions: [first] }: Subject, { positions: [other] }: Subject): boolean {
  return first !== undefined && first.phase === other?.phase && first.wave === other.wave
}
