import type { Phase } from '../argocd/phases.ts'
import type { TaskState } from '../timeline/trace.ts'

/** The titles of the phases, for all diagrams. */
export const phaseTitles: Readonly<Record<Phase, string>> = {
  PreSync: 'PreSync: nothing is deployed yet',
  Sync: 'Sync: Argo CD deploys',
  PostSync: 'PostSync: it is deployed and healthy',
  SyncFail: 'SyncFail: only after a failure',
}

/** Every state has a sign and a word, so that nothing depends on colour. */
export const stateSigns: Readonly<Record<TaskState, { readonly sign: string; readonly word: string }>> = {
  pending: { sign: '·', word: 'not started' },
  running: { sign: '▶', word: 'running' },
  succeeded: { sign: '✓', word: 'done' },
  failed: { sign: '✗', word: 'failed' },
  pruned: { sign: '−', word: 'pruned' },
}
