/**
 * The whole spec, as zod values; each shares its name with its type. Shapes only: what belongs together is judged in
 * `check.ts`, positions and messages in `load.ts`, what is not built yet in `unbuilt.ts`. The committed JSON Schema is generated from `Pipeline`.
 */
import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { profileIds } from '../stages/facts.ts'
import { tools, type Tools } from '../tools/index.ts'
import { coded, wants } from './coded.ts'
import { Database, Secret } from './database.ts'
import { DnsLabel, DnsSubdomain, NonEmpty, ObjectRef, Positive, Release, RepositoryPath, Text } from './scalars.ts'
import { Repository } from './repository.ts'
import { Deploy, ExtraJob, Migrate, Pod, Preflight, Skip, SmokeTest, Verify } from './stages.ts'

function migrationsOf(known: Tools) {
  // Typed as no keys at all: the settings of a tool are read by its own file alone.
  const settings: object = Object.fromEntries(
    Object.values(known).map((tool) => [tool.id, z.optional(tool.settings)] as const),
  )
  return z.strictObject({
    tool: z.enum(Object.keys(known)),
    path: z.optional(RepositoryPath),
    image: z.optional(NonEmpty),
    delivery: z.optional(z.enum(['config-map', 'image'])),
    ...settings,
  })
}

export type Migrations = z.output<ReturnType<typeof migrationsOf>>

const Gate = z.strictObject({
  secret: z.optional(Secret),
  onUnreachable: withDefault(z.enum(['open', 'closed']), 'closed'),
})

const Workload = z.strictObject({
  path: z.union([
    RepositoryPath,
    z.strictObject({ chart: RepositoryPath, values: z.optional(z.array(RepositoryPath)) }),
  ]),
  name: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^(Deployment|StatefulSet|Rollout)\/[a-z0-9][-a-z0-9.]*$/,
          wants('the kind and name of a workload', 'Deployment/orders'),
        ),
      ),
  ),
  container: z.optional(DnsLabel),
  gate: z.optional(Gate),
})

const Rehearse = z.strictObject({
  programs: z.optional(z.record(NonEmpty, RepositoryPath)).register(z.globalRegistry, {
    description: 'Programs of this repository, by the image that starts them: `wavec rehearse` runs them in its place.',
  }),
})

/** Argo CD's own fields, passed on as they are; `source.path` is filled in. */
const Application = z.strictObject({
  metadata: z.optional(z.looseObject({ name: z.optional(DnsSubdomain), namespace: z.optional(DnsLabel) })),
  spec: z.looseObject({
    source: z.looseObject({ repoURL: NonEmpty, targetRevision: z.optional(Text) }),
  }),
})

const Runner = z.strictObject({
  image: z.optional(NonEmpty).register(z.globalRegistry, {
    description: 'An image that holds wavec. Without it, the program is in a ConfigMap.',
  }),
  node: z
    .optional(z.union([NonEmpty, z.strictObject({ image: NonEmpty, path: NonEmpty })]))
    .register(z.globalRegistry, { description: 'In place of the official image of Node that runs the program.' }),
  pullSecrets: z.optional(z.array(DnsSubdomain)),
})

export const Spec = z.strictObject({
  namespace: z
    .optional(DnsLabel)
    .register(z.globalRegistry, { description: 'Overrides metadata.namespace; for environments.' }),
  release: z.optional(Release),
  profile: withDefault(z.enum(profileIds), 'presync'),
  attempt: z.optional(Positive),
  target: withDefault(z.enum(['argocd']), 'argocd'),
  platform: withDefault(z.enum(['kubernetes', 'openshift']), 'kubernetes'),
  runner: z.optional(Runner),
  database: Database,
  migrations: migrationsOf(tools),
  workload: z.union([RepositoryPath, Workload]),
  pod: z.optional(Pod),
  preflight: z.prefault(Preflight, {}),
  migrate: z.prefault(Migrate, {}),
  deploy: z.prefault(Deploy, {}),
  smokeTest: SmokeTest,
  verify: z.prefault(Verify, {}),
  report: withDefault(z.boolean(), true),
  skip: z.optional(z.array(Skip)),
  jobs: z.optional(z.array(ExtraJob)),
  rehearse: z.optional(Rehearse),
  repository: z.optional(Repository).register(z.globalRegistry, {
    description: 'The repository that holds this spec: where the links on the Jobs lead.',
  }),
  external: withDefault(z.array(ObjectRef), []).register(z.globalRegistry, {
    description: 'Objects that exist already, as Kind/name.',
  }),
  application: z.optional(Application),
})
export type Spec = z.output<typeof Spec>

/** `manifests/<environment>/applications` holds the Applications. */
const PipelineName = DnsLabel.check(
  z.refine((name) => name !== 'applications', {
    error: coded(
      'spec/bad-name',
      "a pipeline can't be called applications",
      'manifests/<environment>/applications holds the Applications: choose another name',
    ),
  }),
)

/** A file of one pipeline. `spec` is judged for each environment, after its patch, by `Spec`. */
export const Pipeline = z.strictObject({
  apiVersion: z.literal('wavec.dev/v1'),
  kind: z.literal('Pipeline'),
  metadata: z.strictObject({ name: PipelineName, namespace: DnsLabel }),
  spec: z.looseObject({
    environments: z.optional(z.record(DnsLabel, z.nullable(z.looseObject({})))).register(z.globalRegistry, {
      description: 'JSON Merge Patches (RFC 7386) of spec, by environment: maps merge, lists replace, null removes.',
    }),
  }),
})

/** The schemas of a spec that may name these tools. */
export interface Schemas {
  readonly tools: Tools
  readonly Migrations: z.ZodMiniType<Migrations>
  readonly Spec: z.ZodMiniType<Spec>
}

/** @internal */
export function schemasOf(known: Tools): Schemas {
  const Migrations = migrationsOf(known)
  return { tools: known, Migrations, Spec: z.extend(Spec, { migrations: Migrations }) }
}

export const schemas: Schemas = { tools, Migrations: Spec.shape.migrations, Spec }
