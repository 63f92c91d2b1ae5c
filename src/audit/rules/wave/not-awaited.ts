import { greatest } from '../../../diagnostic/long-lists.ts'
import type { Finding, Rule } from '../../rule.ts'
import { annotationSpan, nameSpan } from '../../rule.ts'
import { looksLikeMigration } from '../../migration.ts'
import { isJob, type Subject } from '../../subject.ts'
import { annotation, syncWaveKey } from '../../../manifest/annotations.ts'

const checking = /smoke|test|verify|check|gate|probe/i

/** sync_context.go `Sync`: after the last wave, if it has no hook, the sync succeeds as soon as everything is applied. */
export const notAwaited: Rule = ({ subjects }) => {
  if (subjects.some(({ positions }) => positions.some(({ phase }) => phase === 'PostSync'))) return []
  const inSync = subjects.filter(({ positions }) => positions.some(({ phase }) => phase === 'Sync'))
  const last = greatest(inSync.map(waveOf))
  const lastWave = inSync.filter((subject) => waveOf(subject) === last)
  // A hook in the last wave makes Argo CD wait for every hook of it, but not for a plain Job.
  const isStaged = inSync.some((subject) => waveOf(subject) !== last)
  return lastWave
    .filter((subject) => subject.hook === undefined && isJob(subject))
    .filter((subject) => isStaged || checking.test(subject.manifest.metadata.name) || looksLikeMigration(subject))
    .map((subject) => finding(subject, last))
}

function waveOf({ positions }: Subject): number {
  return positions[0]?.wave ?? 0
}

function finding(subject: Subject, wave: number): Finding {
  const isWritten = annotation(subject.manifest, syncWaveKey) !== undefined
  return {
    message: `nothing waits for ${subject.id}: wave ${wave} is the last`,
    why: 'Argo CD reports success once the last wave is applied, even if the Job fails later',
    help: 'set argocd.argoproj.io/hook: PostSync, with hook-delete-policy: BeforeHookCreation, so that its failure fails the sync',
    span: isWritten ? annotationSpan(subject, syncWaveKey) : nameSpan(subject),
  }
}
