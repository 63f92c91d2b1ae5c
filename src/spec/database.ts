import * as z from 'zod'
import { wants } from './coded.ts'
import { DnsSubdomain, Duration } from './scalars.ts'

const keyName = z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/, wants('a key of a Secret', 'username or ca.crt'))

/** Which key of the Secret holds which part. `url` is a whole libpq URI (`postgresql://user:password@host:port/dbname`). */
const SecretKeys = z.strictObject({
  host: keyName.optional(),
  port: keyName.optional(),
  database: keyName.optional(),
  user: keyName.optional(),
  password: keyName.optional(),
  url: keyName.optional(),
})

const ExternalSecret = z.strictObject({
  storeRef: z.strictObject({
    name: DnsSubdomain,
    kind: z.enum(['SecretStore', 'ClusterSecretStore']).default('SecretStore'),
  }),
  key: z
    .string()
    .min(1)
    .describe('The path of the entry in the store; its properties are named as the keys of `secret`.'),
  refreshInterval: Duration.optional(),
})

const Secret = z.strictObject({ name: DnsSubdomain, keys: SecretKeys.optional() })

export const Database = z.strictObject({
  engine: z.enum(['postgres', 'mysql', 'mariadb', 'sqlserver', 'oracle']).default('postgres'),
  version: z
    .string()
    .regex(/^\d+(\.\d+)?$/, wants('a version', '"16"'))
    .optional()
    .describe('The major version of the server, in quotes: SQL is judged for it and preflight compares.'),
  secret: z.union([DnsSubdomain, Secret]).describe('The migrator role: the name of a Secret, or its name and keys.'),
  host: z.string().min(1).optional(),
  port: z.number().int().min(1).max(65_535).optional(),
  database: z.string().min(1).optional(),
  user: z.string().min(1).optional(),
  tls: z
    .strictObject({
      mode: z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']),
      caSecret: z.strictObject({ name: DnsSubdomain, key: keyName.default('ca.crt') }).optional(),
    })
    .optional(),
  externalSecret: ExternalSecret.optional(),
  lockTimeout: Duration.prefault('2s'),
  statementTimeout: Duration.prefault('5m'),
  shards: z.strictObject({ count: z.number().int().min(1), host: z.string() }).optional(),
  rollout: z
    .strictObject({
      steps: z.array(
        z.union([
          z.number().int().min(1),
          z.string().regex(/^\d+%$/, wants('a number of shards or a share of them', '1 or 25%')),
        ]),
      ),
      parallelism: z.number().int().min(1).optional(),
    })
    .optional(),
})
export type Database = z.output<typeof Database>
