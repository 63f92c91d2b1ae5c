import { isPlaceholder } from '../source/credential.ts'
import { asText, at, objectAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'

export interface SecretEntry {
  readonly field: 'data' | 'stringData'
  readonly key: string
  /** Decoded, as the pod reads it. */
  readonly value: string
}

/** The values of a Secret that are neither empty, nor encrypted, nor placeholders. */
export function secretEntries(manifest: Manifest): readonly SecretEntry[] {
  if (at(manifest, 'sops') !== undefined) return []
  return (['data', 'stringData'] as const).flatMap((field) =>
    Object.entries(objectAt(manifest, field) ?? {}).flatMap(([key, written]) => {
      const text = asText(written)
      if (text === undefined) return []
      const value = field === 'data' ? decoded(text) : text
      return value.trim() === '' || isPlaceholder(value) || isPlaceholder(text) ? [] : [{ field, key, value }]
    }),
  )
}

function decoded(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}
