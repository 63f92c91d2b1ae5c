/**
 * What compiler and runner agree on. The compiler writes one Step, as JSON, into `WAVEC_STEP` of each container of
 * wavec; the runner parses it with the same schema. All times are whole milliseconds. A new kind breaks every switch
 * at compile time.
 */
import * as z from 'zod/mini'

// One value is parsed at each start: to compile a parser for it takes longer than to parse it.
z.config({ jitless: true })

const Json = z.union([z.string(), z.number(), z.boolean(), z.null()])

const header = {
  contract: z.literal(1),
  pipeline: z.string(),
  environment: z.string(),
  namespace: z.string(),
  release: z.string(),
  /** sha256 of the migrations, hex. */
  digest: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  /** The runner stops itself after this long, before the kubelet fails the pod. */
  stopAfter: z.int().check(z.minimum(1)),
}

/** The key of a Secret, by its name, that a variable of the connection comes from. A file's variable is PGSSLROOTCERT. */
const SecretKey = z.strictObject({ variable: z.string(), name: z.string(), key: z.string() })
export type SecretKey = z.output<typeof SecretKey>

export const DatabaseSession = z.strictObject({
  engine: z.literal('postgres'),
  version: z.optional(z.string()),
  lockTimeout: z.int().check(z.minimum(0)),
  statementTimeout: z.int().check(z.minimum(0)),
  /** First in the search_path; holds the tool's own history. */
  schema: z.optional(z.string()),
  /** To name what is missing: the references in the manifest are optional. */
  secretKeys: z.optional(z.array(SecretKey)),
})
export type DatabaseSession = z.output<typeof DatabaseSession>

/** Where the files and their index are mounted. `files` is absent when the tool's image holds them. */
export const MigrationSet = z.strictObject({
  /** Its id: the runner looks it up among the tools that it knows. */
  tool: z.string(),
  index: z.optional(z.string()),
  files: z.optional(z.string()),
})
export type MigrationSet = z.output<typeof MigrationSet>

export const HttpCheck = z.strictObject({
  path: z.string(),
  /** The number of the container's port, or of the Service's. */
  port: z.int(),
  status: z.int(),
  json: z.optional(z.record(z.string(), Json)),
  timeout: z.int(),
})
export type HttpCheck = z.output<typeof HttpCheck>

export const SqlCheck = z.strictObject({ query: z.string(), minRows: z.optional(z.int()), equals: z.optional(Json) })
export type SqlCheck = z.output<typeof SqlCheck>

export const LiveCheck = z.strictObject({ url: z.string(), http: z.array(z.omit(HttpCheck, { port: true })) })
export type LiveCheck = z.output<typeof LiveCheck>

const probe = {
  container: z.string(),
  name: z.enum(['startup', 'readiness']),
  timeout: z.int(),
  period: z.int(),
  failureThreshold: z.int(),
}
const httpHeaders = z.array(z.strictObject({ name: z.string(), value: z.string() }))

export const Probe = z.discriminatedUnion('type', [
  z.strictObject({
    ...probe,
    type: z.literal('http'),
    port: z.int(),
    path: z.string(),
    scheme: z.enum(['HTTP', 'HTTPS']),
    headers: z.optional(httpHeaders),
  }),
  z.strictObject({ ...probe, type: z.literal('tcp'), port: z.int() }),
  z.strictObject({ ...probe, type: z.literal('grpc'), port: z.int(), service: z.optional(z.string()) }),
  /** Stays on the container as its readinessProbe; read from the pod's status. */
  z.strictObject({ ...probe, type: z.literal('exec') }),
])
export type Probe = z.output<typeof Probe>

export const Candidate = z.strictObject({
  containers: z.array(z.string()),
  probes: z.array(Probe),
  /** How long it has to stay ready. */
  stableFor: z.int(),
  /** Whether the pod may read its own status: restarts are observed only then. */
  observeRestarts: z.boolean(),
})
export type Candidate = z.output<typeof Candidate>

export const Expectation = z.union([
  z.strictObject({ table: z.string(), columns: z.optional(z.record(z.string(), z.string())) }),
  z.strictObject({ query: z.string(), equals: Json }),
])
export type Expectation = z.output<typeof Expectation>

export const PreflightChecks = z.strictObject({
  minVersion: z.optional(z.string()),
  maxReplicationLag: z.optional(z.int()),
  maxTransactionAge: z.optional(z.int()),
  role: z.optional(z.string()),
})
export type PreflightChecks = z.output<typeof PreflightChecks>

/** The connection is that of a role that may only read: the step writes no row in the ledger. */
const role = { role: z.optional(z.literal('reader')) }

export const Step = z.discriminatedUnion('kind', [
  z.strictObject({
    ...header,
    kind: z.literal('preflight'),
    database: DatabaseSession,
    migrations: MigrationSet,
    checks: PreflightChecks,
    live: z.optional(LiveCheck),
  }),
  z.strictObject({ ...header, kind: z.literal('stamp'), database: DatabaseSession, migrations: MigrationSet }),
  z.strictObject({
    ...header,
    kind: z.literal('migrate'),
    database: DatabaseSession,
    migrations: MigrationSet,
    expect: z.array(Expectation),
  }),
  z.strictObject({
    ...header,
    kind: z.literal('expect'),
    database: DatabaseSession,
    migrations: MigrationSet,
    expect: z.array(Expectation),
  }),
  z.strictObject({ ...header, kind: z.literal('candidate'), candidate: Candidate }),
  z.strictObject({
    ...header,
    kind: z.literal('smoke-test'),
    ...role,
    database: DatabaseSession,
    candidate: z.optional(Candidate),
    http: z.array(HttpCheck),
    sql: z.array(SqlCheck),
    live: z.optional(LiveCheck),
  }),
  z.strictObject({
    ...header,
    kind: z.literal('verify'),
    ...role,
    database: DatabaseSession,
    /** The host of the real Service; absent where only SQL is checked. */
    host: z.optional(z.string()),
    http: z.array(HttpCheck),
    sql: z.array(SqlCheck),
  }),
  /** Closes the release in the ledger, as the migrator, after a verify that may only read. */
  z.strictObject({ ...header, kind: z.literal('complete'), database: DatabaseSession }),
  /** In a pod of the workload, as a role that may only read the ledger. */
  z.strictObject({
    ...header,
    kind: z.literal('gate'),
    database: DatabaseSession,
    onUnreachable: z.enum(['open', 'closed']),
  }),
  z.strictObject({
    ...header,
    kind: z.literal('report'),
    ...role,
    database: DatabaseSession,
    /** The ServiceAccount that Argo CD recreates at the start of each sync: what is older than it is of another one. */
    account: z.string(),
    /** The Jobs of the pipeline in the order in which they run. */
    jobs: z.array(z.string()),
  }),
])
export type Step = z.output<typeof Step>
export type StepKind = Step['kind']
