import { compare } from '../diagnostic/diagnostic.ts'
import { objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import { baseName, folderOf } from '../source/path.ts'
import type { Found } from './repository.ts'

const parts = ['host', 'port', 'database', 'user', 'password'] as const
type Part = (typeof parts)[number]

/** How the application connects to its database. The Secret of the migrator probably has the same form. */
export interface Connection {
  /** The application's own Secret. */
  readonly secret: string
  /** One key with the whole URL, or a key for each part. */
  readonly keys: Readonly<Partial<Record<Part | 'url', string>>>
  /** Variable of the container → part. */
  readonly variables: Readonly<Record<string, Part>>
  readonly tls:
    | { readonly mode: string; readonly ca: { readonly name: string; readonly key: string } | undefined }
    | undefined
}

const words: readonly (readonly [Part | 'url', RegExp])[] = [
  ['url', /(^|_)(DATABASE|DB|PG|POSTGRES\w*)_?(URL|URI|DSN)$/],
  ['password', /(^|_)(DB|PG|DATABASE|POSTGRES\w*)_?PASS(WORD)?$/],
  ['host', /(^|_)(DB|PG|DATABASE|POSTGRES\w*)_?HOST(NAME)?$/],
  ['port', /(^|_)(DB|PG|DATABASE|POSTGRES\w*)_?PORT$/],
  ['user', /(^|_)(DB|PG|DATABASE|POSTGRES\w*)_?USER(NAME)?$/],
  ['database', /(^|_)(DB|PG|DATABASE|POSTGRES\w*)_?(NAME|DATABASE|DB)$/],
]

/** Undefined if no variable of the container reads a part of a connection from a Secret. */
export function connectionOf(
  container: JsonObject | undefined,
  podSpec: JsonObject | undefined,
): Connection | undefined {
  const keys: Partial<Record<Part | 'url', string>> = {}
  const variables: Record<string, Part> = {}
  let secret: string | undefined
  for (const variable of objectsAt(container, 'env')) {
    const name = textAt(variable, 'name') ?? ''
    const part = words.find(([, pattern]) => pattern.test(name))?.[0]
    const [from, key] = ['name', 'key'].map((field) => textAt(variable, 'valueFrom', 'secretKeyRef', field))
    if (part === undefined || from === undefined || key === undefined) continue
    secret ??= from
    if (from !== secret) continue
    keys[part] ??= key
    if (part !== 'url') variables[name] = part
  }
  return secret === undefined ? undefined : { secret, keys, variables, tls: tlsOf(container, podSpec) }
}

/** Whether the keys have the default names of a spec. */
export function hasUsualKeys({ keys }: Connection): boolean {
  const usual = { host: 'host', port: 'port', database: 'dbname', user: 'username', password: 'password' }
  return parts.every((part) => keys[part] === usual[part])
}

/** Has all parts, or the URL. */
export function isWhole({ keys }: Connection): boolean {
  return keys.url !== undefined || parts.every((part) => keys[part] !== undefined)
}

function tlsOf(container: JsonObject | undefined, podSpec: JsonObject | undefined): Connection['tls'] {
  const literal = (pattern: RegExp) =>
    textAt(
      objectsAt(container, 'env').find(({ name }) => typeof name === 'string' && pattern.test(name)),
      'value',
    )
  const mode = literal(/SSL_?MODE$/)
  if (mode === undefined || !/^(disable|allow|prefer|require|verify-ca|verify-full)$/.test(mode)) return undefined
  const file = literal(/SSL_?ROOT_?CERT$/)
  const mount = objectsAt(container, 'volumeMounts').find(
    (each) => file !== undefined && textAt(each, 'mountPath') === folderOf(file),
  )
  const volume = objectsAt(podSpec, 'volumes').find(({ name }) => name === mount?.['name'])
  const name = textAt(volume, 'secret', 'secretName')
  return { mode, ca: name === undefined || file === undefined ? undefined : { name, key: baseName(file) } }
}

export interface Store {
  readonly name: string
  readonly kind: string
  /** The entry for the migrator, next to the application's own. */
  readonly key: string
  readonly refreshInterval: string | undefined
}

/** The secret store of the application's Secret, with a sibling entry for the migrator. */
export function storeOf(secret: string, objects: readonly Found[]): Store | undefined {
  for (const { manifest } of objects) {
    if (manifest.kind !== 'ExternalSecret' || targetOf(manifest) !== secret) continue
    const name = textAt(manifest, 'spec', 'secretStoreRef', 'name')
    const key = objectsAt(manifest, 'spec', 'data')
      .map((entry) => textAt(entry, 'remoteRef', 'key'))
      .sort((a, b) => compare(a ?? '', b ?? ''))[0]
    if (name === undefined || key === undefined) continue
    const kind = textAt(manifest, 'spec', 'secretStoreRef', 'kind') ?? 'SecretStore'
    const folder = folderOf(key)
    return {
      name,
      kind,
      key: folder === '' ? `${key}-migrator` : `${folder}/migrator`,
      refreshInterval: textAt(manifest, 'spec', 'refreshInterval'),
    }
  }
  return undefined
}

function targetOf(manifest: Manifest): string {
  return textAt(manifest, 'spec', 'target', 'name') ?? manifest.metadata.name
}
