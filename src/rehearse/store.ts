import { textMapAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'

/** The objects applied so far: a pod can only use those of an earlier wave or of its own. */
export interface Store {
  readonly apply: (manifest: Manifest) => void
  /** The keys and texts of a ConfigMap; undefined if it has not been applied yet. */
  readonly configMap: (name: string) => Readonly<Record<string, string>> | undefined
  /** The files that a volume of a ConfigMap has; undefined if it has not been applied yet. */
  readonly configFiles: (name: string) => Files | undefined
  readonly find: (kind: string, matches: (manifest: Manifest) => boolean) => Manifest | undefined
}

export type Files = Readonly<Record<string, string | Uint8Array>>

export function newStore(): Store {
  const objects = new Map<string, Manifest>()
  const textsOf = (name: string) => {
    const found = objects.get(`ConfigMap/${name}`)
    return found === undefined ? undefined : { data: textMapAt(found, 'data'), binary: textMapAt(found, 'binaryData') }
  }
  return {
    apply: (manifest) => void objects.set(`${manifest.kind}/${manifest.metadata.name}`, manifest),
    configMap: (name) => textsOf(name)?.data,
    configFiles: (name) => {
      const found = textsOf(name)
      if (found === undefined) return undefined
      const binary = Object.entries(found.binary).map(([key, text]) => [key, Buffer.from(text, 'base64')] as const)
      return { ...found.data, ...Object.fromEntries(binary) }
    },
    find: (kind, matches) => [...objects.values()].find((object) => object.kind === kind && matches(object)),
  }
}

/** A pod refers to something that was not applied before it. */
export class Unfulfilled extends Error {}

export function requiredText(object: JsonObject, ...path: readonly string[]): string {
  const text = textAt(object, ...path)
  if (text === undefined) throw new Unfulfilled(`${path.join('.')} is missing`)
  return text
}
