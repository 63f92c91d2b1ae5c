import { asText, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { looseFields } from './loose-fields.ts'
import { findFields } from './path.ts'

export interface LooseReference {
  readonly kind: string
  readonly name: string
  /** Where it is written beside the name; else the manifest's own. */
  readonly namespace: string | undefined
  readonly path: ValuePath
}

/** The objects that the manifest names without waiting for them. */
export function looseReferencesOf(manifest: Manifest): readonly LooseReference[] {
  return (looseFields[manifest.kind] ?? []).flatMap(({ pattern, kind }) =>
    findFields(manifest, pattern).flatMap(({ path, value, holder }) => {
      const name = asText(value)
      if (name === undefined) return []
      const isNamed = path.at(-1) === 'name'
      const own = isNamed ? textAt(holder, 'kind') : undefined
      const namespace = (isNamed ? textAt(holder, 'namespace') : undefined) ?? manifest.metadata.namespace
      return [{ kind: own ?? kind, name, namespace, path }]
    }),
  )
}
