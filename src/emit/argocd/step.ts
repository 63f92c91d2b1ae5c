import type {
  DatabaseSession,
  Expectation,
  HttpCheck,
  LiveCheck,
  MigrationSet,
  PreflightChecks,
  SqlCheck,
} from '../../protocol/step.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { stopAfterMs } from '../../plan/clock.ts'
import type { Stage } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'

/** Where the migrations and their index are mounted. */
export const migrationsFolder = '/wavec/migrations'
export const indexFolder = '/wavec/index'

/** What every Step starts with. */
export function stepHeader({ pipeline, workload, migrations }: EmitContext, stage: Stage) {
  return {
    contract: 1 as const,
    pipeline: pipeline.name,
    environment: pipeline.environment,
    namespace: pipeline.namespace,
    release: workload.release,
    digest: migrations.digest,
    stopAfter: stopAfterMs(stage.attemptSeconds),
  }
}

/** That the step connects as a role that may only read, where the spec names one. */
export function readerRole({ pipeline }: EmitContext): { readonly role?: 'reader' } {
  return pipeline.spec.database.reader === undefined ? {} : { role: 'reader' }
}

export function sessionOf({ pipeline }: EmitContext): DatabaseSession {
  const { database } = pipeline.spec
  const schema = pipeline.tool.schema(pipeline.toolSettings)
  return {
    engine: 'postgres',
    ...(database.version === undefined ? {} : { version: database.version }),
    lockTimeout: database.lockTimeout,
    statementTimeout: database.statementTimeout,
    ...(schema === undefined ? {} : { schema }),
  }
}

export function migrationSet({ pipeline, migrations }: EmitContext): MigrationSet {
  const { delivery, index } = migrations
  return {
    tool: pipeline.tool.id,
    ...(index.length === 0 ? {} : { index: `${indexFolder}/index.json` }),
    ...(delivery === 'config-map' ? { files: migrationsFolder } : {}),
  }
}

type Smoke = LoadedPipeline['spec']['smokeTest']
type KeysOf<T> = T extends unknown ? keyof T : never
/**
 * What the runner takes, as long as the spec has the same fields: one that only one of the two knows would be dropped
 * silently, or refused in the cluster. Then this is `never`, and what fills it does not compile.
 */
type Agreed<Given, Taken> = [KeysOf<Given>, KeysOf<Taken>] extends [KeysOf<Taken>, KeysOf<Given>] ? Taken : never

/** The spec's HTTP checks against given ports; a check whose port is unknown was refused before. */
export function httpChecks(
  { pipeline }: EmitContext,
  portOf: (port: string | number | undefined) => number | undefined,
): Agreed<NonNullable<Smoke['http']>[number], HttpCheck>[] {
  return (pipeline.spec.smokeTest.http ?? []).map(({ path, port, ...rest }) => ({
    path,
    port: portOf(port) ?? 0,
    ...rest,
  }))
}

export function sqlChecks({ pipeline }: EmitContext): Agreed<NonNullable<Smoke['sql']>[number], SqlCheck>[] {
  return pipeline.spec.smokeTest.sql ?? []
}

type Expect = LoadedPipeline['spec']['migrate']['expect']

export function expectations({ pipeline }: EmitContext): Agreed<NonNullable<Expect>[number], Expectation>[] {
  return pipeline.spec.migrate.expect ?? []
}

type Checks = NonNullable<LoadedPipeline['spec']['preflight']['checks']>

export function preflightChecks({ pipeline }: EmitContext): Agreed<Checks, PreflightChecks> {
  return pipeline.spec.preflight.checks ?? {}
}

/** The checks that the version serving now must pass after the migration if it passed them before. */
export function liveCheck(context: EmitContext): LiveCheck | undefined {
  const url = context.pipeline.spec.smokeTest.live
  if (url === undefined) return undefined
  return { url, http: httpChecks(context, () => 0).map(({ port: _port, ...check }) => check) }
}
