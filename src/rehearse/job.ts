import { at, isList, objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { exitCode } from '../protocol/process.ts'
import { runPod } from './pod.ts'
import { Unfulfilled } from './store.ts'
import type { ContainerResult, JobResult, World } from './world.ts'

/** Runs a Job's pod, and repeats it while `backoffLimit` allows and no rule of its podFailurePolicy fails the Job. */
export async function runJob(job: Manifest, world: World): Promise<JobResult> {
  const started = performance.now()
  const limit = at(job, 'spec', 'backoffLimit')
  const attempts = 1 + (typeof limit === 'number' ? limit : 6)
  for (let attempt = 1; ; attempt++) {
    const containers = await podOf(job, attempt, world)
    const failed = containers.find(({ state }) => state === 'failed')
    const isLast = attempt === attempts || world.stop.aborted || failed === undefined || failsJob(job, failed)
    if (!isLast) {
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

/** A missing reference fails the Job at once: Kubernetes would wait for it in vain until the deadline. */
function failsJob(job: Manifest, { name, exit, state }: ContainerResult): boolean {
  if (state === 'failed' && name === podItself) return true
  return objectsAt(job, 'spec', 'podFailurePolicy', 'rules').some((rule) => {
    const on = objectAt(rule, 'onExitCodes')
    if (textAt(rule, 'action') !== 'FailJob' || on === undefined || textAt(on, 'containerName') !== name) return false
    const values = at(on, 'values')
    const isNamed = isList(values) && values.includes(exit)
    return textAt(on, 'operator') === 'In' ? isNamed : !isNamed
  })
}

function stateOf(containers: readonly ContainerResult[]): JobResult['state'] {
  if (containers.some(({ state }) => state === 'failed')) return 'failed'
  // The last one is the main container, whose result is the proof.
  return containers.at(-1)?.state === 'done' ? 'done' : 'not-run'
}

const podItself = 'pod'

async function podOf(job: Manifest, attempt: number, world: World): Promise<readonly ContainerResult[]> {
  try {
    return await runPod(job, `${job.metadata.name}-${attempt}`, world)
  } catch (error) {
    if (!(error instanceof Unfulfilled)) throw error
    return [{ name: podItself, state: 'failed', said: error.message, warnings: [], exit: exitCode.failed }]
  }
}
