import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { jobSeconds } from './clock.ts'
import { mergePods } from './merge-pods.ts'
import type { Profile } from './profile.ts'
import type { ExtraJob } from './stage.ts'

const minutes = 10
const graceSeconds = 30

/** The user's own Jobs, under the same rules as wavec's. Last, unless the spec places them. */
export function planExtraJobs(profile: Profile, pipeline: LoadedPipeline): readonly ExtraJob[] {
  const { name: pipelineName, spec, locate } = pipeline
  const place =
    profile.jobs === 'tracked' ? { phase: 'Sync' as const, wave: 3 } : { phase: 'PostSync' as const, wave: 1 }
  return (spec.jobs ?? []).map((own, index) => {
    const attemptSeconds = Math.ceil((own.deadline ?? minutes * 60_000) / 1000)
    // The spec does not say that it may run twice.
    const backoffLimit = own.backoffLimit ?? 0
    return {
      kind: 'extra',
      name: own.name,
      job: `${pipelineName}-${own.name}`,
      phase: own.hook ?? place.phase,
      wave: own.wave ?? place.wave,
      attemptSeconds,
      jobSeconds: jobSeconds(attemptSeconds, graceSeconds, backoffLimit),
      graceSeconds,
      backoffLimit,
      // No rule of wavec's is about a container of the user's.
      killed: 'retried',
      pod: mergePods(spec.pod ?? {}, own.pod ?? {}),
      does: `Runs ${sayOf(own)}.`,
      source: locate(['jobs', index]),
      image: own.image,
      command: own.command,
      args: own.args,
      env: own.env ?? {},
    }
  })
}

function sayOf({ command = [], args = [], image }: NonNullable<LoadedPipeline['spec']['jobs']>[number]): string {
  const words = [...command, ...args].join(' ')
  return words === '' ? image : `${words} in ${image}`
}

export function checkExtraJobs(
  profile: Profile,
  pipeline: LoadedPipeline,
  taken: readonly string[],
): readonly Diagnostic[] {
  const { spec, name: pipelineName, locate } = pipeline
  return (spec.jobs ?? []).flatMap((own, index, all) => {
    const found: Diagnostic[] = []
    const isDouble = all.findIndex(({ name }) => name === own.name) !== index
    if (isDouble || taken.includes(`${pipelineName}-${own.name}`)) {
      const message = `there would be two Jobs ${pipelineName}-${own.name}`
      const help = 'give it another name'
      found.push(diagnostic('stage/job-name', { message, help, span: locate(['jobs', index, 'name']) }))
    }
    if (profile.jobs === 'tracked' && own.hook !== undefined) {
      found.push(
        diagnostic('stage/not-in-profile', {
          message: `profile ${profile.id} has no hooks`,
          why: 'its Jobs are part of the Application, so that they also run when Argo CD heals it, which skips hooks',
          help: 'delete hook; wave moves the Job',
          span: locate(['jobs', index, 'hook']),
        }),
      )
    }
    return found
  })
}
