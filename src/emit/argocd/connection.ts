import { connectionVariables, databaseParts, type DatabasePart } from '../../protocol/connection.ts'
import { objectAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import type { SecretKey } from '../../protocol/step.ts'
import { databaseKeys, readerKeys, type DatabaseKeys } from '../../pipeline/database-keys.ts'
import type { Secret } from '../../pipeline/database.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { sessionSettings } from '../../tools/index.ts'
import { escapeExpansion } from './expansion.ts'

const certificateFolder = '/wavec/tls'
const certificateFile = `${certificateFolder}/ca.crt`

/** The role that a container connects as. */
export type Account = 'migrator' | 'reader' | 'gate'

/** Where the credential of a role is. */
export interface Credential {
  /** Whose it is: without a reader, the migrator's. */
  readonly account: Account
  readonly secret: string
  readonly keys: DatabaseKeys
}

/** Without a reader, the migrator's; a gate without a Secret of its own takes the reader's. */
export function credentialOf({ spec }: LoadedPipeline, account: Account): Credential {
  const { database, workload } = spec
  const reader = database.reader?.secret
  const gate = typeof workload === 'string' ? undefined : workload.gate?.secret
  const own = { migrator: undefined, reader, gate: gate ?? reader }[account]
  if (own === undefined)
    return { account: 'migrator', secret: secretName(database.secret), keys: databaseKeys(database) }
  return { account, secret: secretName(own), keys: readerKeys(database, own) }
}

/** A connection, by reference to its Secret; a literal part is a plain value, a password never is. */
export function connectionEnv(pipeline: LoadedPipeline, account: Account = 'migrator'): readonly JsonObject[] {
  const env = databaseParts.flatMap((part) => {
    const value = partValue(pipeline, part, account)
    return value === undefined ? [] : [{ name: connectionVariables[part], ...value }]
  })
  const { tls } = pipeline.spec.database
  if (tls === undefined) return env
  const certificate = rootCertificate(pipeline)
  return [
    ...env,
    { name: 'PGSSLMODE', value: tls.mode },
    ...(certificate === undefined ? [] : [{ name: 'PGSSLROOTCERT', value: certificate }]),
  ]
}

/** Where one part of the connection comes from, as the rest of an env entry. */
export function partValue(
  pipeline: LoadedPipeline,
  part: DatabasePart,
  account: Account = 'migrator',
): JsonObject | undefined {
  const { account: of, secret, keys } = credentialOf(pipeline, account)
  const key = keys[part]
  if (key !== undefined) return { valueFrom: { secretKeyRef: { name: secret, key } } }
  if (keys.url !== undefined || part === 'password' || part === 'url') return undefined
  // The literal user is the migrator.
  if (part === 'user' && of !== 'migrator') return undefined
  const literal = pipeline.spec.database[part]
  return literal === undefined ? undefined : { value: escapeExpansion(String(literal)) }
}

/**
 * The same for the runner, which starts without the Secret and says in a second what is missing. A kubelet would wait for it
 * until the pod's deadline, and then forget what it waited for.
 */
export function runnerConnectionEnv(pipeline: LoadedPipeline, account: Account): readonly JsonObject[] {
  return connectionEnv(pipeline, account).map((entry) => {
    const reference = objectAt(entry, 'valueFrom', 'secretKeyRef')
    return reference === undefined ? entry : { ...entry, valueFrom: { secretKeyRef: { ...reference, optional: true } } }
  })
}

/** Which key of which Secret each variable of the connection comes from, for that message. */
export function connectionKeys(pipeline: LoadedPipeline, account: Account): readonly SecretKey[] {
  const keys = connectionEnv(pipeline, account).flatMap((entry) => {
    const reference = objectAt(entry, 'valueFrom', 'secretKeyRef')
    const [variable, name, key] = [textAt(entry, 'name'), textAt(reference, 'name'), textAt(reference, 'key')]
    return variable === undefined || name === undefined || key === undefined ? [] : [{ variable, name, key }]
  })
  const authority = pipeline.spec.database.tls?.caSecret
  return authority === undefined ? keys : [...keys, { variable: 'PGSSLROOTCERT', ...authority }]
}

function secretName(secret: Secret): string {
  return typeof secret === 'string' ? secret : secret.name
}

export function rootCertificate({ spec }: LoadedPipeline): string | undefined {
  return spec.database.tls?.caSecret === undefined ? undefined : certificateFile
}

/**
 * The volume of the certificate authority, and its mount, where the spec names one. `required`: the pod waits for the
 * Secret; else the first container of wavec's says that it is missing.
 */
export function tlsVolumes(
  { spec }: LoadedPipeline,
  presence: 'optional' | 'required' = 'optional',
): {
  readonly volumes: readonly JsonObject[]
  readonly mounts: readonly JsonObject[]
} {
  const authority = spec.database.tls?.caSecret
  if (authority === undefined) return { volumes: [], mounts: [] }
  const items = [{ key: authority.key, path: 'ca.crt' }]
  return {
    volumes: [
      {
        name: 'database-ca',
        secret: { secretName: authority.name, items, ...(presence === 'optional' ? { optional: true } : {}) },
      },
    ],
    mounts: [{ name: 'database-ca', mountPath: certificateFolder, readOnly: true }],
  }
}

/** The session settings for clients built on libpq: `PGOPTIONS`. */
export function sessionOptions({ spec }: LoadedPipeline): JsonObject {
  const { lockTimeout, statementTimeout, version } = spec.database
  const options = sessionSettings({ lockTimeout, statementTimeout, version }).map(([name, ms]) => `-c ${name}=${ms}`)
  return { name: 'PGOPTIONS', value: options.join(' ') }
}
