import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import type { Runs } from '../../tools/index.ts'
import type { EmitContext } from '../context.ts'
import { commandContainer } from './command.ts'
import { connectionEnv, rootCertificate, tlsVolumes } from './connection.ts'
import type { Copies } from './copies.ts'
import { job } from './job.ts'
import { migrationVolumes } from './migration-volumes.ts'
import { ownPod } from './pod.ts'
import { podEnv, runnerContainer } from './runner.ts'
import { resourcesOf, restricted } from './security.ts'
import { expectations, migrationSet, migrationsFolder, sessionOf, stepHeader } from './step.ts'

export function migrateJob(context: EmitContext, stage: Stage, copies: Copies): Manifest {
  const { runs } = context.pipeline.tool
  switch (runs.in) {
    case 'engine':
      return engineJob(context, stage)
    case 'image':
      return toolJob(context, stage, runs)
    case 'workload':
      return workloadJob(context, stage, copies, runs)
  }
}

type In<I extends Runs['in']> = Extract<Runs, { readonly in: I }>

function engineJob(context: EmitContext, stage: Stage): Manifest {
  const { pipeline, migrations } = context
  const { volumes, mounts } = migrationVolumes(context)
  const container = runnerContainer(context, stage, {
    name: 'wavec',
    mounts,
    image: migrations.image,
    step: {
      ...stepHeader(context, stage),
      kind: 'migrate',
      database: sessionOf(context),
      migrations: migrationSet(context),
      expect: expectations(context),
    },
  })
  return job(context, stage, {
    spec: ownPod(pipeline, stage, { containers: [container], volumes: [...volumes, ...tlsVolumes(pipeline).volumes] }),
  })
}

function toolJob(context: EmitContext, stage: Stage, runs: In<'image'>): Manifest {
  const { pipeline, migrations } = context
  const { database } = pipeline.spec
  const { volumes, mounts } = migrationVolumes(context)
  const tls = tlsVolumes(pipeline)
  const { name, args, env, writes, user, permanentExitCodes } = runs.container({
    settings: pipeline.toolSettings,
    connection: connectionEnv(pipeline),
    tls:
      database.tls === undefined ? undefined : { mode: database.tls.mode, rootCertificate: rootCertificate(pipeline) },
    session: {
      lockTimeout: database.lockTimeout,
      statementTimeout: database.statementTimeout,
      version: database.version,
    },
    files: migrationsFolder,
    pipeline: pipeline.name,
  })
  const container = {
    name,
    image: migrations.image,
    args,
    env: [...env, ...podEnv(stage)],
    resources: resourcesOf(stage, { cpu: '100m', memory: '256Mi' }, { memory: '512Mi' }),
    securityContext: restricted(pipeline, user),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: [
      ...mounts,
      ...tls.mounts,
      ...writes.map((mountPath) => ({ name: scratchName(mountPath), mountPath })),
    ],
  }
  const scratch = writes.map((mountPath) => ({ name: scratchName(mountPath), emptyDir: {} }))
  const spec = ownPod(pipeline, stage, {
    initContainers: [stamp(context, stage, mounts), container],
    containers: [expect(context, stage, mounts)],
    volumes: [...volumes, ...scratch, ...tls.volumes],
  })
  return job(context, stage, { spec, permanent: [{ container: name, codes: permanentExitCodes }] })
}

function scratchName(mountPath: string): string {
  return `scratch${mountPath.replaceAll(/[^a-z0-9]+/g, '-')}`
}

function workloadJob(context: EmitContext, stage: Stage, copies: Copies, runs: In<'workload'>): Manifest {
  const { pipeline } = context
  const { volumes, mounts } = migrationVolumes(context)
  const wrapped = commandContainer(context, stage, copies, runs)
  const spec = ownPod(pipeline, stage, {
    initContainers: [stamp(context, stage, mounts), wrapped.container],
    containers: [expect(context, stage, mounts)],
    volumes: [...volumes, ...wrapped.volumes, ...tlsVolumes(pipeline).volumes],
    pullSecrets: wrapped.pullSecrets,
  })
  return job(context, stage, { spec })
}

function stamp(context: EmitContext, stage: Stage, mounts: readonly JsonObject[]): JsonObject {
  const step = {
    ...stepHeader(context, stage),
    kind: 'stamp' as const,
    database: sessionOf(context),
    migrations: migrationSet(context),
  }
  return runnerContainer(context, stage, { name: 'stamp', step, mounts })
}

function expect(context: EmitContext, stage: Stage, mounts: readonly JsonObject[]): JsonObject {
  const step = {
    ...stepHeader(context, stage),
    kind: 'expect' as const,
    database: sessionOf(context),
    migrations: migrationSet(context),
    expect: expectations(context),
  }
  return runnerContainer(context, stage, { name: 'wavec', step, mounts })
}
