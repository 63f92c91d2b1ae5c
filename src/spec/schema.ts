/**
 * The whole spec, as zod values; each shares its name with its type. Shapes only: what belongs together is judged in
 * `check.ts`, positions and messages in `load.ts`. The committed JSON Schema is generated from `Pipeline`.
 */
import * as z from 'zod'
import { command } from '../tools/command.ts'
import { flyway } from '../tools/flyway.ts'
import { sql } from '../tools/sql.ts'
import { coded, wants } from './coded.ts'
import { Database } from './database.ts'
import { DnsLabel, DnsSubdomain, ObjectRef, Release, RepositoryPath } from './scalars.ts'
import { Backfill, Deploy, ExtraJob, Migrate, Pod, Preflight, Skip, SmokeTest, Verify } from './stages.ts'

export const Migrations = z.strictObject({
  tool: z.enum(['flyway', 'sql', 'command', 'liquibase', 'golang-migrate', 'atlas']),
  path: RepositoryPath.optional(),
  image: z.string().min(1).optional(),
  delivery: z.enum(['config-map', 'image']).optional(),
  flyway: flyway.settings.optional(),
  sql: sql.settings.optional(),
  command: command.settings.optional(),
  liquibase: z.looseObject({}).optional(),
  'golang-migrate': z.looseObject({}).optional(),
  atlas: z.looseObject({}).optional(),
})

export type Migrations = z.output<typeof Migrations>

const Gate = z.strictObject({ secret: DnsSubdomain, onUnreachable: z.enum(['open', 'closed']).default('closed') })

const Workload = z.strictObject({
  path: z.union([
    RepositoryPath,
    z.strictObject({ chart: RepositoryPath, values: z.array(RepositoryPath).optional() }),
  ]),
  name: z
    .string()
    .regex(
      /^(Deployment|StatefulSet|Rollout)\/[a-z0-9][-a-z0-9.]*$/,
      wants('the kind and name of a workload', 'Deployment/orders'),
    )
    .optional(),
  container: DnsLabel.optional(),
  gate: Gate.optional(),
})

/** Argo CD's own fields, passed on as they are; `source.path` is filled in. */
const Application = z.strictObject({
  metadata: z.looseObject({ name: DnsSubdomain.optional(), namespace: DnsLabel.optional() }).optional(),
  spec: z.looseObject({
    source: z.looseObject({ repoURL: z.string().min(1), targetRevision: z.string().optional() }),
  }),
})

export const Spec = z.strictObject({
  namespace: DnsLabel.optional().describe('Overrides metadata.namespace; for environments.'),
  release: Release.optional(),
  profile: z.enum(['presync', 'phases', 'waves', 'jobs']).default('presync'),
  attempt: z.number().int().min(1).optional(),
  target: z.enum(['argocd', 'helm', 'init-container']).default('argocd'),
  platform: z.enum(['kubernetes', 'openshift']).default('kubernetes'),
  runner: z
    .strictObject({ image: z.string().min(1).optional(), pullSecrets: z.array(DnsSubdomain).optional() })
    .optional(),
  database: Database,
  migrations: Migrations,
  workload: z.union([RepositoryPath, Workload]),
  pod: Pod.optional(),
  preflight: Preflight.prefault({}),
  migrate: Migrate.prefault({}),
  backfills: z.array(Backfill).optional(),
  deploy: Deploy.prefault({}),
  smokeTest: SmokeTest,
  verify: Verify.prefault({}),
  report: z.boolean().default(true),
  skip: z.array(Skip).optional(),
  jobs: z.array(ExtraJob).optional(),
  external: z.array(ObjectRef).default([]).describe('Objects that exist already, as Kind/name.'),
  application: Application.optional(),
})
export type Spec = z.output<typeof Spec>

/** A file of one pipeline. `spec` is judged for each environment, after its patch, by `Spec`. */
/** `manifests/<environment>/applications` holds the Applications. */
const PipelineName = DnsLabel.refine((name) => name !== 'applications', {
  error: coded(
    'spec/bad-name',
    'a pipeline can not be called applications',
    'manifests/<environment>/applications holds the Applications: choose another name',
  ),
})

export const Pipeline = z.strictObject({
  apiVersion: z.literal('wavec.dev/v1'),
  kind: z.literal('Pipeline'),
  metadata: z.strictObject({ name: PipelineName, namespace: DnsLabel }),
  spec: z.looseObject({
    environments: z
      .record(DnsLabel, z.looseObject({}).nullable())
      .optional()
      .describe('JSON Merge Patches (RFC 7386) of spec, by environment: maps merge, lists replace, null removes.'),
  }),
})
