import { least } from '../../../diagnostic/long-lists.ts'
import { syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationSpan, type Rule } from '../../rule.ts'

/** sync_context.go `executeSyncFailPhase` runs all hooks in one batch. */
export const waveOfSyncFail: Rule = ({ subjects }) => {
  const hooks = subjects.filter(({ positions }) => positions.some(({ phase }) => phase === 'SyncFail'))
  const lowest = least(hooks.map(({ positions }) => positions[0]?.wave ?? 0))
  return hooks
    .filter(({ positions, pod }) => pod !== undefined && (positions[0]?.wave ?? 0) > lowest)
    .map((subject) => ({
      message: `${subject.id} does not wait for the SyncFail hooks of lower waves`,
      why: 'Argo CD starts all SyncFail hooks at once and ignores their waves',
      help: 'put work that needs an order into one Job, or let the pod mount a ConfigMap that it has to wait for',
      span: annotationSpan(subject, syncWaveKey),
    }))
}
