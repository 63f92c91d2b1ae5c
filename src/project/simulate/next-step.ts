import type { Trace } from '../../timeline/trace.ts'
import type { SyncEvent } from '../../simulate/index.ts'
import { wavec } from '../usage.ts'

interface Context {
  /** Its name, where it is known. */
  readonly application: string | undefined
  readonly paths: readonly string[]
  readonly event: SyncEvent
  /** Stages of wavec among the objects. */
  readonly stages: readonly string[]
}

/** What a person at this point would type: in the cluster where the Application is known, else here. */
export function nextStep({ verdict, tasks }: Trace, { application, paths, event, stages }: Context): string {
  const here = `${wavec} simulate ${paths.join(' ')}`
  switch (verdict.outcome) {
    case 'waits-for-ever':
      return application === undefined ? `${here} --terminate-at 10m` : `argocd app terminate-op ${application}`
    case 'failed':
      // The same revision is neither retried nor healed after it has failed (appcontroller.go `autoSync`).
      return application === undefined ? `${wavec} audit ${paths.join(' ')}` : `argocd app sync ${application}`
    case 'succeeded': {
      if (event !== 'sync') return application === undefined ? here : `argocd app sync ${application}`
      const job = tasks.find(({ kind, role, phase }) => kind === 'Job' && role === 'hook' && phase !== 'SyncFail')
      const name = stages.includes('migrate') ? 'migrate' : (stages[0] ?? job?.name)
      return name === undefined ? `${here} --format json` : `${here} --fail ${name}`
    }
  }
}
