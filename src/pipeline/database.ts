import * as z from 'zod/mini'
import { _default as withDefault } from 'zod/mini'
import { hostKind } from '../protocol/host.ts'
import { coded, wants } from './coded.ts'
import { DnsSubdomain, Duration, NonEmpty } from './scalars.ts'

const keyName = z.string().check(z.regex(/^[-._a-zA-Z0-9]{1,253}$/, wants('a key of a Secret', 'username or ca.crt')))
const anyKeyName = z.optional(keyName)

const Host = z.string().check(
  z.refine((text) => hostKind(text) !== undefined, {
    error: ({ input }) =>
      coded(
        'spec/bad-value',
        `"${String(input)}" is not a host`,
        'write a DNS name, an IP address without brackets, or the folder of a Unix socket; the port is database.port',
      ),
  }),
)

/** Which key of the Secret holds which part. `url` is a whole libpq URI (`postgresql://user:password@host:port/dbname`). */
const SecretKeys = z.strictObject({
  host: anyKeyName,
  port: anyKeyName,
  database: anyKeyName,
  user: anyKeyName,
  password: anyKeyName,
  url: anyKeyName,
})

const ExternalSecret = z.strictObject({
  storeRef: z.strictObject({
    name: DnsSubdomain,
    kind: withDefault(z.enum(['SecretStore', 'ClusterSecretStore']), 'SecretStore'),
  }),
  key: z.string().check(z.minLength(1)).register(z.globalRegistry, {
    description: 'The path of the entry in the store; its properties are named as the keys of `secret`.',
  }),
  refreshInterval: z.optional(Duration),
})

/** The name of a Secret that holds a connection, or its name and keys. */
export const Secret = z.union([DnsSubdomain, z.strictObject({ name: DnsSubdomain, keys: z.optional(SecretKeys) })])
export type Secret = z.output<typeof Secret>

const Reader = z.strictObject({ secret: Secret, externalSecret: z.optional(ExternalSecret) })

export const Database = z.strictObject({
  engine: withDefault(z.enum(['postgres']), 'postgres'),
  version: z
    .optional(z.string().check(z.regex(/^\d+(\.\d+)?$/, wants('a version', '"16"'))))
    .register(z.globalRegistry, {
      description: 'The major version of the server, in quotes: SQL is judged for it and preflight compares.',
    }),
  secret: Secret,
  host: z.optional(Host),
  port: z.optional(z.int().check(z.minimum(1), z.maximum(65_535))),
  database: z.optional(NonEmpty),
  user: z.optional(NonEmpty),
  tls: z.optional(
    z.strictObject({
      mode: z.enum(['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full']),
      caSecret: z.optional(z.strictObject({ name: DnsSubdomain, key: withDefault(keyName, 'ca.crt') })),
    }),
  ),
  externalSecret: z.optional(ExternalSecret),
  reader: z.optional(Reader).register(z.globalRegistry, {
    description: 'A role that may only read: smoke-test, verify and report connect as it.',
  }),
  lockTimeout: z.prefault(Duration, '2s'),
  statementTimeout: z.prefault(Duration, '5m'),
})
export type Database = z.output<typeof Database>
