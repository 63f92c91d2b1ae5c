import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename } from 'node:path'
import { systemClock } from '../connect/clock.ts'
import { Failure } from '../diagnostic/failure.ts'
import type { Http } from '../connect/http.ts'
import { refuseMissing } from '../connect/pg-secret-missing.ts'
import { connectionOptions, type ConnectionOptions } from '../connect/pg-options.ts'
import { ownerVariables } from '../protocol/process.ts'
import { runnerKey } from '../protocol/runner.ts'
import type { MigrationSet, Step } from '../protocol/step.ts'
import { version } from '../protocol/version.ts'
import type { Adapters, Files, Identity, Log } from '../run/step-runner.ts'
import { tools } from '../tools/index.ts'

type Variables = Readonly<Record<string, string | undefined>>

interface World {
  readonly variables: Variables
  readonly log: Log
  readonly stop: AbortSignal
  readonly mode: Adapters['mode']
  /** Milliseconds since the epoch. */
  readonly deadline: number
}

/** The real world, for one step. Nothing is opened before a step asks for it. */
export function adaptersFor(step: Step, { variables, log, stop, mode, deadline }: World): Adapters {
  const clock = systemClock(deadline)
  const random = Math.random
  return {
    database: async (patienceMs) => {
      if (!('database' in step)) throw new Error(`step ${step.kind} has no database`)
      refuseMissing(step.database.secretKeys ?? [], variables, step.namespace)
      const { connect } = await import('../connect/pg.ts')
      const options = connectionOptions(variables)
      if (step.kind === 'preflight' || step.kind === 'stamp') checkMisread(step.migrations, options)
      const end = patienceMs === undefined ? deadline : Math.min(deadline, clock.now() + patienceMs)
      const patience = { ...clock, deadline: end, random, stop, say: (message: string) => log.warn(message) }
      if (step.kind === 'gate') {
        const soon = Math.min(deadline, clock.now() + gatePatience)
        return connect(options, 'untouched', { ...patience, deadline: soon })
      }
      const settings = {
        lockTimeout: step.database.lockTimeout,
        statementTimeout: step.database.statementTimeout,
        schema: step.database.schema,
        access: mode === 'dry-run' || isReader(step) ? ('read-only' as const) : ('read-write' as const),
      }
      return connect(options, settings, patience)
    },
    http: lazyHttp,
    ...clusterOf(variables, stop),
    clock,
    log,
    files,
    random,
    stop,
    identity: identityOf(variables),
    mode,
    program: programOf(process.argv[1]),
    tools,
  }
}

/** As compile has written it beside the program: who compares them sees whether the Job ran what was committed. */
function programOf(script = ''): string {
  if (basename(script) !== runnerKey) return version
  return `${version} sha256:${createHash('sha256').update(readFileSync(script)).digest('hex')}`
}

/** Not what keeps it from writing, which are its grants: this shows a mistake of the runner where the grants are wider. */
function isReader(step: Step): boolean {
  return 'role' in step && step.role === 'reader'
}

/** The tool's own container comes later, and would connect somewhere else. */
function checkMisread({ tool }: MigrationSet, { database }: ConnectionOptions): void {
  // A rehearsal replaces the host by a socket, and an unknown tool has its own report.
  const why = Object.hasOwn(tools, tool) ? tools[tool]?.misreads({ host: undefined, database }) : undefined
  if (why === undefined) return
  const next = 'correct the Secret that database.secret names'
  throw new Failure(why, { code: 'database/settings', exit: 4, next })
}

/** A pod that may start without an answer should not wait long for one. */
const gatePatience = 10_000

/** HTTP, HTTPS and HTTP/2 cost a start of `run` as much as the rest of it, and most steps need none. */
const lazyHttp: Http = {
  get: async (request) => (await import('../connect/http.ts')).http.get(request),
  connect: async (target) => (await import('../connect/http.ts')).http.connect(target),
  grpcHealth: async (target) => (await import('../connect/http.ts')).http.grpcHealth(target),
}

const account = '/var/run/secrets/kubernetes.io/serviceaccount'

function clusterOf(variables: Variables, stop: AbortSignal): Pick<Adapters, 'cluster'> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = variables
  const folder = variables['WAVEC_SERVICE_ACCOUNT'] ?? account
  if (host === undefined || !existsSync(`${folder}/token`)) return {}
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`
  const own = {
    namespace: readFileSync(`${folder}/namespace`, 'utf8').trim(),
    name: variables['HOSTNAME'] ?? hostname(),
  }
  return { cluster: async () => (await import('../connect/cluster.ts')).cluster({ server, folder, stop }, own) }
}

/** In a pod the host's name is the pod's; without a UID a name is as good, since no two pods of one Job share one. */
function identityOf(variables: Variables): Identity {
  const pod = variables['HOSTNAME'] ?? hostname()
  const inPod = variables['KUBERNETES_SERVICE_HOST'] !== undefined
  return {
    job: variables[ownerVariables.job] ?? pod,
    pod: variables[ownerVariables.pod] ?? (inPod ? pod : `${pod}/${randomUUID()}`),
  }
}

const files: Files = {
  read: async (path) => {
    try {
      // They are small and on a local disk: waiting for a thread takes longer than reading.
      return readFileSync(path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
      const next = 'kubectl describe pod   # are the ConfigMaps of the migrations mounted?'
      throw new Failure(`can't read ${path} (${error.code})`, { code: 'disk/unreadable', exit: 4, next, cause: error })
    }
  },
}
