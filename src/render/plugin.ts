import { asObject, asText, jsonOf } from '../manifest/fields.ts'
import type { Json } from '../manifest/manifest.ts'
import { parseYaml } from '../source/yaml.ts'
import { isRemote } from './remote.ts'

/** Fields of a kustomization that hold plugins, in place or in a file or folder that they name. */
const fields: ReadonlySet<unknown> = new Set(['generators', 'transformers', 'validators'])

export function holdsPlugins([field]: readonly (string | number)[]): boolean {
  return fields.has(field)
}

/**
 * Fields from which kustomize's own plugins load: `files`, `envs` and `env` of ConfigMapGenerator and SecretGenerator, `path`
 * and `paths` of the transformers (kustomize v5.5.0, api/internal/builtins).
 */
const loading: ReadonlySet<string> = new Set(['files', 'envs', 'env', 'path', 'paths', 'openapi', 'crds'])

/** What plugins in a YAML text would fetch. A text that is not YAML fetches nothing: kustomize refuses it. */
export function fetchedBy(text: string): readonly string[] {
  const { documents } = parseYaml('plugin', text)
  return documents.flatMap((document) => fetchedIn(jsonOf(document.value())))
}

function fetchedIn(value: Json | undefined): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(fetchedIn)
  const object = asObject(value)
  if (object === undefined) return []
  return Object.entries(object).flatMap(([key, inner]) => [
    ...(loading.has(key) ? textsIn(inner).filter(isRemote) : []),
    ...fetchedIn(inner),
  ])
}

/** An entry of `files` may be `key=path`. */
function textsIn(value: Json | undefined): readonly string[] {
  const texts = Array.isArray(value) ? value.map(asText) : [asText(value)]
  return texts.flatMap((text) => (text === undefined ? [] : [text.slice(text.indexOf('=') + 1)]))
}
