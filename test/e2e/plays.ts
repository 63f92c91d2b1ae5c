/** Syncs for the replayed cluster: those that failed as a real cluster recorded them, with what the report says of them today. */
import { headline, outcomesOf, type JobOutcome } from '../../src/jobs/index.ts'
import { recordingOf, type Recorded } from '../report/recorded.ts'
import type { Play } from './replayed-cluster.ts'

const complete = 'Reached expected number of succeeded pods'

/** A sync that succeeded; `said` has the verdict of each stage, by Job or by Job and container. */
export function succeeded(pipeline: string, image: string, said: Readonly<Record<string, string>>): Play {
  const jobs = ['1-preflight', '2-migrate', '3-deploy', '4-smoke-test', '5-verify'].map(
    (stage) => `${pipeline}-${stage}`,
  )
  return {
    operation: {
      phase: 'Succeeded',
      message: 'successfully synced (no more tasks)',
      syncResult: {
        resources: jobs.map((name) => ({
          kind: 'Job',
          name,
          syncPhase: name.endsWith('verify') ? 'PostSync' : 'PreSync',
          hookPhase: 'Succeeded',
          message: complete,
        })),
      },
    },
    image,
    pods: Object.entries(said).map(([place, message]) => {
      const [job = '', container = 'wavec'] = place.split('/')
      return pod(job, container, { exit: 0, message })
    }),
  }
}

/** The evicted pod runs until then, and another one finishes what it began. */
export function evicted(play: Play): Play {
  const labels = { 'wavec.dev/pipeline': 'catalog', 'wavec.dev/stage': 'migrate' }
  return {
    ...play,
    running: {
      ...pod('catalog-2-migrate', 'wavec', {}),
      metadata: { name: 'catalog-2-migrate-r8dcr', labels },
      status: { phase: 'Running' },
    },
  }
}

export function failed(recording: string, image: string): Play {
  const recorded = recordingOf(recording)
  const { pipeline, release, digest, began, jobs, pods } = recorded
  const outcomes = outcomesOf(
    { pipeline, release, digest, began, names: jobs.map(({ metadata }) => metadata.name) },
    recorded,
  )
  const report = `${pipeline}-report`
  return {
    operation: {
      phase: 'Failed',
      message: 'one or more synchronization tasks completed unsuccessfully',
      syncResult: {
        resources: [
          ...outcomes.flatMap((outcome) => shown(outcome, recorded)),
          { kind: 'Job', name: report, syncPhase: 'SyncFail', hookPhase: 'Succeeded', message: complete },
        ],
      },
    },
    image,
    pods: [...pods, pod(report, 'wavec', { exit: 0, message: headline(outcomes) })],
  }
}

/** Argo CD lists what this sync reached. */
function shown({ state, name }: JobOutcome, { argocd }: Recorded): readonly object[] {
  if (state === 'not-started') return []
  const said = argocd.find(({ object }) => object === `Job/${name}`)?.message ?? complete
  return [
    {
      kind: 'Job',
      name,
      syncPhase: 'PreSync',
      hookPhase: state === 'failed' ? 'Failed' : 'Succeeded',
      message: said,
    },
  ]
}

function pod(job: string, container: string, verdict: object) {
  const status = {
    containerStatuses: [{ name: container, state: { terminated: { message: JSON.stringify(verdict) } } }],
  }
  return {
    metadata: {
      name: `${job}-x`,
      creationTimestamp: '2026-11-29T19:29:05Z',
      labels: { 'batch.kubernetes.io/job-name': job },
    },
    status,
  }
}
