import type { Phase } from '../argocd/phases.ts'
import type { TaskState } from '../timeline/trace.ts'

/** What each phase is for, as all pictures say it. */
export const phaseTitles: Readonly<Record<Phase, string>> = {
  PreSync: 'PreSync: nothing is deployed yet',
  Sync: 'Sync: Argo CD deploys',
  PostSync: 'PostSync: it is deployed and healthy',
  SyncFail: 'SyncFail: only after a failure',
}

/** A state is told by sign and word, never by colour alone. */
export const stateSigns: Readonly<Record<TaskState, { readonly sign: string; readonly word: string }>> = {
  pending: { sign: '·', word: 'not started' },
  running: { sign: '▶', word: 'running' },
  succeeded: { sign: '✓', word: 'done' },
  failed: { sign: '✗', word: 'failed' },
  pruned: { sign: '−', word: 'pruned' },
}
