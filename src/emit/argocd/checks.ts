import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import { plannedJobs } from '../../plan/planned-jobs.ts'
import type { EmitContext } from '../context.ts'
import { tokenMount, tokenVolume } from './access.ts'
import { candidateJob, candidateStep } from './candidate.ts'
import { tlsVolumes } from './connection.ts'
import type { Copies } from './copies.ts'
import { job } from './job.ts'
import { ownPod, type PodParts } from './pod.ts'
import { checkPort, serviceOf } from './ports.ts'
import { runnerContainer } from './runner.ts'
import { httpChecks, liveCheck, readerRole, sessionOf, sqlChecks, stepHeader } from './step.ts'

export function deployJob(context: EmitContext, stage: Stage, copies: Copies): Manifest {
  return candidateJob(context, stage, copies, {
    ...stepHeader(context, stage),
    kind: 'candidate',
    candidate: candidateStep(context, copies),
  })
}

/** Its pod holds a candidate of its own, because the deploy Job's is gone; none where only SQL is checked. */
export function smokeTestJob(context: EmitContext, stage: Stage, copies: Copies): Manifest {
  const live = liveCheck(context)
  const http = httpChecks(context, (port) => checkPort(context, port))
  const step = {
    ...stepHeader(context, stage),
    kind: 'smoke-test' as const,
    ...readerRole(context),
    database: sessionOf(context),
    ...(http.length === 0 ? {} : { candidate: candidateStep(context, copies) }),
    http,
    sql: sqlChecks(context),
    ...(live === undefined ? {} : { live }),
  }
  if (http.length > 0) return candidateJob(context, stage, copies, step)
  const container = runnerContainer(context, stage, { name: 'wavec', step })
  return job(context, stage, {
    spec: ownPod(context.pipeline, stage, { containers: [container], volumes: tlsVolumes(context.pipeline).volumes }),
  })
}

/** The smoke checks on the real Service, after the sync. */
export function verifyJob(context: EmitContext, stage: Stage): Manifest {
  const { pipeline } = context
  const service = serviceOf(context)
  const http = httpChecks(context, (port) => service?.portOf(checkPort(context, port) ?? 0)).filter(
    ({ port }) => port !== 0,
  )
  const container = runnerContainer(context, stage, {
    name: 'wavec',
    step: {
      ...stepHeader(context, stage),
      kind: 'verify',
      ...readerRole(context),
      database: sessionOf(context),
      ...(service === undefined || http.length === 0 ? {} : { host: `${service.name}.${pipeline.namespace}.svc` }),
      http,
      sql: sqlChecks(context),
    },
  })
  return job(context, stage, {
    spec: ownPod(pipeline, stage, { ...inOrder(context, stage, container), volumes: tlsVolumes(pipeline).volumes }),
  })
}

/** What may only read goes first, and only the container after it holds the migrator's credential, for one row. */
function inOrder(
  context: EmitContext,
  stage: Stage,
  verify: JsonObject,
): Pick<PodParts, 'initContainers' | 'containers'> {
  if (context.pipeline.spec.database.reader === undefined) return { containers: [verify] }
  const step = { ...stepHeader(context, stage), kind: 'complete' as const, database: sessionOf(context) }
  return { initContainers: [verify], containers: [runnerContainer(context, stage, { name: 'complete', step })] }
}

export function reportName({ pipeline }: EmitContext): string {
  return `${pipeline.name}-report`
}

/** Runs only after a failure, once for each failed attempt of the sync. */
export function reportJob(context: EmitContext, stage: Stage): Manifest {
  const { pipeline, plan } = context
  const jobs = plannedJobs(plan).flatMap((other) => (other.name === 'report' ? [] : [other.job]))
  const container = runnerContainer(context, stage, {
    name: 'wavec',
    step: {
      ...stepHeader(context, stage),
      kind: 'report',
      ...readerRole(context),
      database: sessionOf(context),
      account: reportName(context),
      jobs,
    },
    mounts: [tokenMount],
  })
  const spec = ownPod(pipeline, stage, {
    containers: [container],
    volumes: [tokenVolume, ...tlsVolumes(pipeline).volumes],
    serviceAccount: reportName(context),
  })
  return job(context, stage, { spec })
}
