import { connectionVariables, databaseParts, type DatabasePart } from '../protocol/connection.ts'
import { at, objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { partOf, type Connection } from './connection.ts'
import { expand } from './expansion.ts'
import { requiredText, Unfulfilled, type Store } from './store.ts'
import type { Substituted } from './substitutions.ts'

export interface Surroundings {
  readonly store: Store
  readonly substituted: Substituted
  readonly connection: Connection
  /** The part of the connection that each `secret/key` contains. */
  readonly parts: ReadonlyMap<string, DatabasePart>
  /** Replaces mounted paths in a text from the manifest with local folders. Never applied to our own values. */
  readonly local: (text: string) => string
  /** Fields of the pod, by fieldPath. */
  readonly fields: Readonly<Record<string, string>>
}

/** A container's variables as the kubelet sets them: envFrom, then env in order, each expanded with the earlier ones. */
export function environmentOf(container: JsonObject, around: Surroundings): ReadonlyMap<string, string> {
  const variables = new Map<string, string>()
  for (const source of objectsAt(container, 'envFrom')) {
    const prefix = textAt(source, 'prefix') ?? ''
    for (const [name, value] of Object.entries(allOf(source, around))) variables.set(prefix + name, around.local(value))
  }
  for (const entry of objectsAt(container, 'env')) {
    const name = requiredText(entry, 'name')
    const reference = objectAt(entry, 'valueFrom')
    const value = reference === undefined ? literalOf(entry, variables, around) : valueOf(reference, around)
    if (value !== undefined) variables.set(name, value)
  }
  return variables
}

/** A connection value written in the spec itself would lead to another server, so it is replaced. */
function literalOf(entry: JsonObject, variables: ReadonlyMap<string, string>, around: Surroundings): string {
  const text = textAt(entry, 'value') ?? ''
  const part = databaseParts.find((each) => connectionVariables[each] === textAt(entry, 'name'))
  if (part === undefined) return expand(around.local(text), variables)
  around.substituted.note('database', `${textAt(entry, 'name')} ${text}`)
  return partOf(around.connection, part)
}

function allOf(source: JsonObject, { store, substituted }: Surroundings): Readonly<Record<string, string>> {
  const reference = objectAt(source, 'configMapRef')
  if (reference === undefined) {
    substituted.note('secret', `Secret ${textAt(source, 'secretRef', 'name')}`)
    return {}
  }
  const name = requiredText(reference, 'name')
  const data = store.configMap(name)
  if (data === undefined && at(reference, 'optional') !== true)
    throw new Unfulfilled(`ConfigMap ${name} does not exist yet`)
  return data ?? {}
}

function valueOf(reference: JsonObject, around: Surroundings): string | undefined {
  const [secret, config] = [objectAt(reference, 'secretKeyRef'), objectAt(reference, 'configMapKeyRef')]
  if (secret !== undefined) return secretValue(secret, around)
  if (config === undefined) return around.fields[textAt(reference, 'fieldRef', 'fieldPath') ?? ''] ?? ''
  const [name, key] = [requiredText(config, 'name'), requiredText(config, 'key')]
  const value = around.store.configMap(name)?.[key]
  if (value === undefined && at(config, 'optional') !== true)
    throw new Unfulfilled(`ConfigMap ${name} has no key ${key} yet`)
  return value === undefined ? undefined : around.local(value)
}

function secretValue(reference: JsonObject, { parts, connection, substituted }: Surroundings): string {
  const name = requiredText(reference, 'name')
  const part = parts.get(`${name}/${requiredText(reference, 'key')}`)
  substituted.note(part === undefined ? 'secret' : 'database', `Secret ${name}`)
  return part === undefined ? 'rehearsal' : partOf(connection, part)
}
