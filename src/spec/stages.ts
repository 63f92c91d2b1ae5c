import * as z from 'zod'
import { wants } from './coded.ts'
import { DnsLabel, DnsSubdomain, Duration, Quantity } from './scalars.ts'

const stringMap = z.record(z.string(), z.string())
const Resources = z.strictObject({
  requests: z.record(z.string(), Quantity).optional(),
  limits: z.record(z.string(), Quantity).optional(),
})
/** A container of the user's, in Kubernetes' own fields: passed on as it is. */
const Container = z.looseObject({ name: DnsLabel, image: z.string().min(1) })

export const Pod = z
  .strictObject({
    serviceAccountName: DnsSubdomain.optional(),
    imagePullSecrets: z.array(DnsSubdomain).optional(),
    nodeSelector: stringMap.optional(),
    tolerations: z.array(z.looseObject({})).optional(),
    annotations: stringMap.optional(),
    env: stringMap.optional().describe('Variables of every wavec and tool container; Kubernetes expands $(NAME).'),
    sidecars: z.array(Container).optional().describe('Run beside the Job as native sidecars, e.g. a database proxy.'),
    resources: Resources.optional().describe("Of wavec's own and the tool's containers."),
    mesh: z.enum(['none', 'istio', 'linkerd']).optional(),
  })
  .meta({ id: 'pod' })
export type Pod = z.output<typeof Pod>

const stageShape = {
  deadline: Duration.optional().describe('Bounds one attempt.'),
  backoffLimit: z.number().int().min(0).max(10).optional(),
  hook: z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']).optional(),
  wave: z.number().int().min(-2_147_483_648).max(2_147_483_647).optional(),
  pod: Pod.optional(),
}

export const Preflight = z.strictObject({
  ...stageShape,
  checks: z
    .strictObject({
      minVersion: z
        .string()
        .regex(/^\d+(\.\d+)*$/, wants('a version', '"12" or "2.1"'))
        .optional()
        .describe('The newest applied migration must be at least this version.'),
      maxReplicationLag: Duration.optional(),
      maxTransactionAge: Duration.optional(),
      role: z.string().min(1).optional().describe('The role that the connection must end up with.'),
    })
    .optional(),
})

const Json = z.union([z.string(), z.number(), z.boolean(), z.null()])

const Expectation = z.union([
  z.strictObject({ table: z.string().min(1), columns: stringMap.optional() }),
  z.strictObject({ query: z.string().min(1), equals: Json }),
])

export const Migrate = z.strictObject({ ...stageShape, expect: z.array(Expectation).optional() })

export const Deploy = z.strictObject({
  ...stageShape,
  candidate: z
    .union([
      z.literal(false),
      z.strictObject({
        env: stringMap.optional().describe('Makes the candidate passive, e.g. { CONSUMERS: "off" }.'),
        args: z.array(z.string()).optional().describe("Replaces the workload container's args."),
        passive: z.literal(true).optional().describe('It only serves: no consumers, schedulers, leader election.'),
        stableFor: Duration.prefault('10s'),
      }),
    ])
    .optional(),
})

const HttpCheck = z.strictObject({
  path: z.string().regex(/^\//, wants('a path', '/healthz')),
  port: z.union([z.string().min(1), z.number().int().min(1).max(65_535)]).optional(),
  status: z.number().int().min(100).max(599).default(200),
  json: z.record(z.string(), Json).optional().describe('Dotted paths and the values they must hold.'),
  timeout: Duration.prefault('5s'),
})

const SqlCheck = z.strictObject({
  query: z.string().min(1),
  minRows: z.number().int().min(0).optional(),
  equals: Json.optional(),
})

export const SmokeTest = z.strictObject({
  ...stageShape,
  http: z.array(HttpCheck).optional(),
  sql: z.array(SqlCheck).optional(),
  live: z
    .string()
    .regex(/^https?:\/\//, wants('a URL', 'http://orders.shop.svc:8080'))
    .optional()
    .describe('The Service of the version that serves now; fails only on what passed in preflight.'),
})

export const Verify = z.strictObject(stageShape)

export const Backfill = z.strictObject({
  name: DnsLabel,
  table: z.string().min(1),
  key: z.array(z.string().min(1)).min(1),
  set: z.string().min(1),
  where: z.string().min(1),
  target: Duration.optional(),
  duty: z
    .string()
    .regex(/^\d+%$/, wants('a share', '50%'))
    .optional(),
  maxReplicationLag: Duration.optional(),
  gate: z.boolean().optional(),
})

export const Skip = z.strictObject({
  stage: z.enum(['preflight', 'migrate', 'deploy', 'smokeTest', 'verify']),
  reason: z.string().min(1),
  until: z.string().min(1),
})

export const ExtraJob = z.strictObject({
  ...stageShape,
  name: DnsLabel,
  image: z.string().min(1),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  env: stringMap.optional(),
})
