import type { Manifest } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { tlsVolumes } from './connection.ts'
import { job } from './job.ts'
import { migrationVolumes } from './migration-volumes.ts'
import { ownPod } from './pod.ts'
import { runnerContainer } from './runner.ts'
import { liveCheck, migrationSet, preflightChecks, sessionOf, stepHeader } from './step.ts'

export function preflightJob(context: EmitContext, stage: Stage): Manifest {
  const { pipeline, migrations } = context
  const live = liveCheck(context)
  const { volumes, mounts } = migrationVolumes(context)
  const container = runnerContainer(context, stage, {
    name: 'wavec',
    mounts,
    // It reads the pending files, and only that image holds them.
    image: pipeline.tool.runs.in === 'engine' ? migrations.image : undefined,
    step: {
      ...stepHeader(context, stage),
      kind: 'preflight',
      database: sessionOf(context),
      migrations: migrationSet(context),
      checks: preflightChecks(context),
      ...(live === undefined ? {} : { live }),
    },
  })
  return job(context, stage, {
    spec: ownPod(pipeline, stage, { containers: [container], volumes: [...volumes, ...tlsVolumes(pipeline).volumes] }),
  })
}
