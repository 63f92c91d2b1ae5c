import type { Database, Secret } from './database.ts'

/** Which key of the Secret holds which part of the connection. Either `url` alone, or parts without it. */
export interface DatabaseKeys {
  readonly host?: string
  readonly port?: string
  readonly database?: string
  readonly user?: string
  readonly password?: string
  readonly url?: string
}

export const connectionParts = ['host', 'port', 'database', 'user', 'password'] as const
export type ConnectionPart = (typeof connectionParts)[number]

const defaultKeys = { host: 'host', port: 'port', database: 'dbname', user: 'username', password: 'password' } as const

/** A role that may only read, by a Secret of its own: the places are the database's, its user and password never are. */
export function readerKeys({ user: _user, ...database }: Database, secret: Secret): DatabaseKeys {
  return databaseKeys({ ...database, secret })
}

/** The keys that the spec names, or else the default ones of every part that is not a literal in the spec. */
export function databaseKeys(database: Database): DatabaseKeys {
  const { secret } = database
  const named = typeof secret === 'string' ? undefined : secret.keys
  const { url, ...parts }: Named = named ?? defaultKeys
  if (url !== undefined) return { url }
  const keys: { -readonly [Part in ConnectionPart]?: string } = {}
  for (const part of connectionParts) {
    const key = parts[part]
    if (key !== undefined && !isLiteral(database, part)) keys[part] = key
  }
  return keys
}

/** The keys that a Secret must have, in the order of the parts. */
export function secretKeys({ host, port, database: name, user, password, url }: DatabaseKeys): readonly string[] {
  return [host, port, name, user, password, url].filter((key) => key !== undefined)
}

type Named = { readonly [Part in ConnectionPart | 'url']?: string | undefined }

/** Whether the part stands in the spec itself. A password never does. */
export function isLiteral(database: Database, part: ConnectionPart): boolean {
  return part !== 'password' && database[part] !== undefined
}
