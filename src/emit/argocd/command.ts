import { databaseParts, type DatabasePart } from '../../protocol/connection.ts'
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { objectAt, objectsAt, textAt, without } from '../../manifest/fields.ts'
import type { Json, JsonObject } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import type { Runs } from '../../tools/index.ts'
import { renameReferences } from '../../refs/references.ts'
import type { EmitContext } from '../context.ts'
import { partValue, sessionOptions, tlsVolumes, rootCertificate } from './connection.ts'
import type { Copies } from './copies.ts'
import { podEnv } from './runner.ts'
import { restricted } from './security.ts'
import { commonVariables } from './variables.ts'

type InWorkload = Extract<Runs, { readonly in: 'workload' }>

export interface WrappedContainer {
  readonly container: JsonObject
  readonly volumes: readonly JsonObject[]
  readonly pullSecrets: readonly string[]
}

/** The workload's container running the migration command: same image, env and mounts, the migrator's connection. */
export function commandContainer(
  context: EmitContext,
  stage: Stage,
  copies: Copies,
  runs: InWorkload,
): WrappedContainer {
  const { pipeline, workload, migrations } = context
  const podSpec = renameReferences(workload.podSpec, copies.rename)
  const name = textAt(workload.container, 'name')
  const own = objectsAt(podSpec, 'containers').find((container) => textAt(container, 'name') === name) ?? {}
  const mounts = objectsAt(own, 'volumeMounts')
  const used = new Set(mounts.map((mount) => textAt(mount, 'name')))
  const tls = tlsVolumes(pipeline)
  const container = {
    name: 'migrate',
    image: migrations.image,
    command: runs.command(pipeline.toolSettings),
    workingDir: own['workingDir'],
    envFrom: own['envFrom'],
    env: [...replacedEnv(context, own, runs), ...tlsEnv(context), sessionOptions(pipeline), ...podEnv(stage)],
    resources: stage.pod.resources ?? own['resources'],
    securityContext: wrappedSecurity(context, own),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: mounts.length + tls.mounts.length === 0 ? undefined : [...mounts, ...tls.mounts],
  }
  const pullSecrets = objectsAt(podSpec, 'imagePullSecrets').flatMap((secret) => textAt(secret, 'name') ?? [])
  return {
    container,
    volumes: objectsAt(podSpec, 'volumes').filter((volume) => used.has(textAt(volume, 'name'))),
    pullSecrets,
  }
}

/** The container's variables, those of the database taken from the migrator's Secret instead. */
function replacedEnv(context: EmitContext, own: JsonObject, runs: InWorkload): JsonObject[] {
  const parts = variablesOf(context, runs)
  const env = objectsAt(own, 'env').filter((entry) => parts[textAt(entry, 'name') ?? ''] === undefined)
  const replaced = Object.entries(parts).flatMap(([name, part]) => {
    const value = partValue(context.pipeline, part)
    return value === undefined ? [] : [{ name, ...value }]
  })
  // First, so that a variable that is composed of them with $(NAME) still finds them.
  return [...replaced, ...env]
}

function tlsEnv({ pipeline }: EmitContext): JsonObject[] {
  const { tls } = pipeline.spec.database
  const certificate = rootCertificate(pipeline)
  if (tls === undefined) return []
  return [
    { name: 'PGSSLMODE', value: tls.mode },
    ...(certificate === undefined ? [] : [{ name: 'PGSSLROOTCERT', value: certificate }]),
  ]
}

/** Which variable holds which part: what the spec says, else the container's variables of common names. */
function variablesOf({ pipeline, workload }: EmitContext, runs: InWorkload): Readonly<Record<string, DatabasePart>> {
  const given = runs.variables(pipeline.toolSettings)
  if (given !== undefined) return given
  const found: Record<string, DatabasePart> = {}
  for (const entry of objectsAt(workload.container, 'env')) {
    const name = textAt(entry, 'name') ?? ''
    const part = commonVariables[name]
    if (part !== undefined) found[name] = part
  }
  return found
}

/** The restricted profile over what the workload says of its own image; the user stays the workload's. */
function wrappedSecurity({ pipeline, workload }: EmitContext, own: JsonObject): Json {
  const { readOnlyRootFilesystem: _unknown, ...profile } = restricted(pipeline, undefined)
  const pod = objectAt(workload.podSpec, 'securityContext')
  const user = objectAt(own, 'securityContext')
  const ids =
    pipeline.spec.platform === 'openshift'
      ? {}
      : {
          runAsUser: user?.['runAsUser'] ?? pod?.['runAsUser'],
          runAsGroup: user?.['runAsGroup'] ?? pod?.['runAsGroup'],
        }
  return { ...without(user ?? {}, 'privileged', 'capabilities'), ...profile, ...ids }
}

/** The command must reach the database as the migrator, or it would quietly run as the application. */
export function checkCommand(context: EmitContext): readonly Diagnostic[] {
  const { pipeline, workload } = context
  const { id, runs } = pipeline.tool
  if (runs.in !== 'workload') return []
  const variables = variablesOf(context, runs)
  const span = pipeline.locate(['migrations', id])
  const held = new Set(Object.values(variables))
  if (!held.has('url') && !(held.has('user') && held.has('password'))) {
    const names = objectsAt(workload.container, 'env').flatMap((entry) => textAt(entry, 'name') ?? [])
    return [
      diagnostic('stage/database-variables', {
        message: `no variable of container ${textAt(workload.container, 'name')} is known to hold the database user and password`,
        why: 'the command would migrate as the application, without the rights and the timeouts of the migrator',
        help: `map them, e.g. migrations.${id}.variables: { ${names[0] ?? 'DB_USER'}: user } (parts: ${databaseParts.join(', ')})`,
        span,
      }),
    ]
  }
  return Object.entries(variables)
    .filter(([, part]) => partValue(pipeline, part) === undefined)
    .map(([name, part]) =>
      diagnostic('stage/database-variables', {
        message: `${name} holds the ${part}, which the migrator's Secret does not give`,
        why: 'wavec does not compose a URL from parts: a password may hold characters that a URL must escape',
        help:
          part === 'url'
            ? 'keep the whole URL in the Secret: database.secret.keys: { url: DATABASE_URL }'
            : `name its key: database.secret.keys: { ${part}: ${part} }`,
        span,
      }),
    )
}
