import { connectionVariables, databaseParts, type DatabasePart } from '../protocol/connection.ts'
import { stepVariable } from '../protocol/process.ts'
import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'

/** Where the rehearsal's database is, for the processes that play containers. */
export interface Connection {
  /** The folder of a Unix socket, or a name. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
}

export function partOf(connection: Connection, part: DatabasePart): string {
  if (part !== 'url') return String(connection[part])
  const { host, port, database, user, password } = connection
  // A URL can't name a socket's folder and a user before the @ at once.
  const query = new URLSearchParams({ host, port: String(port), user, password })
  return `postgresql:///${encodeURIComponent(database)}?${query.toString()}`
}

/** Which part of a connection each `secret/key` holds, as wavec's own containers read them. */
export function secretParts(manifests: readonly Manifest[]): ReadonlyMap<string, DatabasePart> {
  const parts = new Map<string, DatabasePart>()
  for (const container of manifests.flatMap(containersOf)) {
    const env = objectsAt(container, 'env')
    if (!env.some((entry) => textAt(entry, 'name') === stepVariable)) continue
    for (const entry of env) {
      const part = databaseParts.find((each) => connectionVariables[each] === textAt(entry, 'name'))
      const reference = objectAt(entry, 'valueFrom', 'secretKeyRef')
      if (part !== undefined && reference !== undefined)
        parts.set(`${textAt(reference, 'name')}/${textAt(reference, 'key')}`, part)
    }
  }
  return parts
}

/** Init containers in their order, then the others. */
function containersOf(manifest: Manifest): readonly JsonObject[] {
  const pod = objectAt(manifest, 'spec', 'template', 'spec')
  return [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')]
}
