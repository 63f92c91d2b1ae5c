import { at } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { exitCode } from '../contract/step.ts'
import { runPod } from './pod.ts'
import { Unfulfilled } from './store.ts'
import type { ContainerResult, JobResult, World } from './world.ts'

/** Runs a Job's pod, again after exit 75 as long as `backoffLimit` allows: what its podFailurePolicy says. */
export async function runJob(job: Manifest, world: World): Promise<JobResult> {
  const started = performance.now()
  const limit = at(job, 'spec', 'backoffLimit')
  const attempts = 1 + (typeof limit === 'number' ? limit : 6)
  for (let attempt = 1; ; attempt++) {
    const containers = await podOf(job, attempt, world)
    const failed = containers.find(({ state }) => state === 'failed')
    const isLast = attempt === attempts || failed?.exit !== exitCode.retry || world.stop.aborted
    if (failed !== undefined && !isLast) {
      world.substituted.note('backoff', "the Job's backoff")
      continue
    }
    return {
      state: stateOf(containers),
      exit: failed?.exit ?? 0,
      attempts: attempt,
      ms: performance.now() - started,
      containers,
    }
  }
}

function stateOf(containers: readonly ContainerResult[]): JobResult['state'] {
  if (containers.some(({ state }) => state === 'failed')) return 'failed'
  // The last one is wavec's own, and it is what proves something.
  return containers.at(-1)?.state === 'done' ? 'done' : 'not-run'
}

async function podOf(job: Manifest, attempt: number, world: World): Promise<readonly ContainerResult[]> {
  try {
    return await runPod(job, `${job.metadata.name}-${attempt}`, world)
  } catch (error) {
    if (!(error instanceof Unfulfilled)) throw error
    return [{ name: 'pod', state: 'failed', said: error.message, warnings: [], exit: exitCode.failed }]
  }
}
