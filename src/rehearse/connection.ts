import { connectionVariables, databaseParts, type DatabasePart } from '../protocol/connection.ts'
import { stepVariable } from '../protocol/process.ts'
import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'

/** The connection to the rehearsal's database, for the processes that stand in for containers. */
export interface Connection {
  /** The folder of a Unix socket, or a host name. */
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string
}

export function partOf(connection: Connection, part: DatabasePart): string {
  if (part !== 'url') return String(connection[part])
  const { host, port, database, user, password } = connection
  // A URL can't have both the folder of a socket and a user before the @.
  const query = new URLSearchParams({ host, port: String(port), user, password })
  return `postgresql:///${encodeURIComponent(database)}?${query.toString()}`
}

/** The part of a connection that each `secret/key` contains, as wavec's own containers read them. */
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

/** Init containers in order, then the others. */
function containersOf(manifest: Manifest): readonly JsonObject[] {
  const pod = objectAt(manifest, 'spec', 'template', 'spec')
  return [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')]
}
