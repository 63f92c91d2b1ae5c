import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { phases } from '../argocd/phases.ts'
import { stageKeys } from '../stages/facts.ts'
import { wants } from './coded.ts'
import { Count, DnsLabel, DnsSubdomain, Duration, NonEmpty, Quantity, StringMap, Text } from './scalars.ts'

const quantities = z.optional(z.record(Text, Quantity))
const Resources = z.strictObject({ requests: quantities, limits: quantities })
/** A container of the user's, in Kubernetes' own fields: passed on as it is. */
const Container = z.looseObject({ name: DnsLabel, image: NonEmpty })

const stringMap = z.optional(StringMap)
const texts = z.optional(z.array(Text))
const duration = z.optional(Duration)

export const Pod = z
  .strictObject({
    serviceAccountName: z.optional(DnsSubdomain),
    imagePullSecrets: z.optional(z.array(DnsSubdomain)),
    nodeSelector: stringMap,
    tolerations: z.optional(z.array(z.looseObject({}))),
    annotations: stringMap,
    env: z.optional(StringMap).register(z.globalRegistry, {
      description: 'Variables of every wavec and tool container; Kubernetes expands $(NAME).',
    }),
    sidecars: z.optional(z.array(Container)).register(z.globalRegistry, {
      description: 'Run beside the Job as native sidecars, e.g. a database proxy.',
    }),
    resources: z
      .optional(Resources)
      .register(z.globalRegistry, { description: "Of wavec's own and the tool's containers." }),
    mesh: z.optional(z.enum(['none', 'istio', 'linkerd'])),
  })
  .register(z.globalRegistry, { id: 'pod' })
export type Pod = z.output<typeof Pod>

const stageShape = {
  deadline: z.optional(Duration).register(z.globalRegistry, { description: 'Bounds one attempt.' }),
  backoffLimit: z.optional(z.int().check(z.minimum(0), z.maximum(10))),
  hook: z.optional(z.enum(phases)),
  wave: z.optional(z.int().check(z.minimum(-2_147_483_648), z.maximum(2_147_483_647))),
  pod: z.optional(Pod),
}

export const Preflight = z.strictObject({
  ...stageShape,
  checks: z.optional(
    z.strictObject({
      minVersion: z
        .optional(z.string().check(z.regex(/^\d+(\.\d+)*$/, wants('a version', '"12" or "2.1"'))))
        .register(z.globalRegistry, { description: 'The newest applied migration must be at least this version.' }),
      maxReplicationLag: duration,
      maxTransactionAge: duration,
      role: z
        .optional(NonEmpty)
        .register(z.globalRegistry, { description: 'The role that the connection must end up with.' }),
    }),
  ),
})

const Json = z.union([Text, z.number(), z.boolean(), z.null()])

const Expectation = z.union([
  z.strictObject({ table: NonEmpty, columns: stringMap }),
  z.strictObject({ query: NonEmpty, equals: Json }),
])

export const Migrate = z.strictObject({ ...stageShape, expect: z.optional(z.array(Expectation)) })

export const Deploy = z.strictObject({
  ...stageShape,
  candidate: z.optional(
    z.union([
      z.literal(false),
      z.strictObject({
        env: z
          .optional(StringMap)
          .register(z.globalRegistry, { description: 'Makes the candidate passive, e.g. { CONSUMERS: "off" }.' }),
        args: z
          .optional(z.array(Text))
          .register(z.globalRegistry, { description: "Replaces the workload container's args." }),
        passive: z.optional(z.literal(true)).register(z.globalRegistry, {
          description: 'It only serves: no consumers, schedulers, leader election.',
        }),
        stableFor: z.prefault(Duration, '10s'),
      }),
    ]),
  ),
})

const HttpCheck = z.strictObject({
  path: z.string().check(z.regex(/^\//, wants('a path', '/healthz'))),
  port: z.optional(z.union([NonEmpty, z.int().check(z.minimum(1), z.maximum(65_535))])),
  status: withDefault(z.int().check(z.minimum(100), z.maximum(599)), 200),
  json: z
    .optional(z.record(Text, Json))
    .register(z.globalRegistry, { description: 'Dotted paths and the values they must hold.' }),
  timeout: z.prefault(Duration, '5s'),
})

const SqlCheck = z.strictObject({ query: NonEmpty, minRows: z.optional(Count), equals: z.optional(Json) })

export const SmokeTest = z.strictObject({
  ...stageShape,
  http: z.optional(z.array(HttpCheck)),
  sql: z.optional(z.array(SqlCheck)),
  live: z
    .optional(z.string().check(z.regex(/^https?:\/\//, wants('a URL', 'http://orders.shop.svc:8080'))))
    .register(z.globalRegistry, {
      description: 'The Service of the version that serves now; fails only on what passed in preflight.',
    }),
})

export const Verify = z.strictObject(stageShape)

export const Skip = z.strictObject({
  stage: z.enum(stageKeys),
  reason: NonEmpty,
  until: NonEmpty,
})

export const ExtraJob = z.strictObject({
  ...stageShape,
  name: DnsLabel,
  image: NonEmpty,
  command: texts,
  args: texts,
  env: stringMap,
})
