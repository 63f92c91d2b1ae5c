import { asText, isList, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'

export interface ContainerPlace {
  readonly container: JsonObject
  /** From the root of the manifest. */
  readonly path: readonly (string | number)[]
  readonly list: 'containers' | 'initContainers'
  /** Image, command and arguments as one text, for pattern matching. */
  readonly words: string
}

/** `path` is the place of the pod spec in its manifest. */
export function containersAt(spec: JsonObject, path: readonly string[]): readonly ContainerPlace[] {
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    objectsAt(spec, list).map((container, index) => ({
      container,
      path: [...path, list, index],
      list,
      words: wordsOf(container),
    })),
  )
}

function wordsOf(container: JsonObject): string {
  return [textAt(container, 'image') ?? '', ...textsOf(container, 'command'), ...textsOf(container, 'args')].join(' ')
}

export function textsOf(object: JsonObject, key: string): readonly string[] {
  const list = object[key]
  return isList(list) ? list.map((item) => asText(item) ?? '') : []
}
