import { connectionVariables, databaseParts, type DatabasePart } from '../../protocol/connection.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import { databaseKeys } from '../../pipeline/database-keys.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { sessionSettings } from '../../tools/index.ts'
import { escapeExpansion } from './expansion.ts'

const certificateFolder = '/wavec/tls'
const certificateFile = `${certificateFolder}/ca.crt`

/** The migrator's connection, by reference to its Secret; a literal part is a plain value, a password never is. */
export function connectionEnv(pipeline: LoadedPipeline): readonly JsonObject[] {
  const env = databaseParts.flatMap((part) => {
    const value = partValue(pipeline, part)
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
export function partValue({ spec }: LoadedPipeline, part: DatabasePart): JsonObject | undefined {
  const { database } = spec
  const key = databaseKeys(database)[part]
  if (key !== undefined) return { valueFrom: { secretKeyRef: { name: secretName(database.secret), key } } }
  if (part === 'password' || part === 'url') return undefined
  const literal = database[part]
  return literal === undefined ? undefined : { value: escapeExpansion(String(literal)) }
}

export function secretName(secret: LoadedPipeline['spec']['database']['secret']): string {
  return typeof secret === 'string' ? secret : secret.name
}

export function rootCertificate({ spec }: LoadedPipeline): string | undefined {
  return spec.database.tls?.caSecret === undefined ? undefined : certificateFile
}

/** The volume of the certificate authority, and its mount, where the spec names one. */
export function tlsVolumes({ spec }: LoadedPipeline): {
  readonly volumes: readonly JsonObject[]
  readonly mounts: readonly JsonObject[]
} {
  const authority = spec.database.tls?.caSecret
  if (authority === undefined) return { volumes: [], mounts: [] }
  const items = [{ key: authority.key, path: 'ca.crt' }]
  return {
    volumes: [{ name: 'database-ca', secret: { secretName: authority.name, items } }],
    mounts: [{ name: 'database-ca', mountPath: certificateFolder, readOnly: true }],
  }
}

/** The session settings for clients built on libpq: `PGOPTIONS`. */
export function sessionOptions({ spec }: LoadedPipeline): JsonObject {
  const { lockTimeout, statementTimeout, version } = spec.database
  const options = sessionSettings({ lockTimeout, statementTimeout, version }).map(([name, ms]) => `-c ${name}=${ms}`)
  return { name: 'PGOPTIONS', value: options.join(' ') }
}
