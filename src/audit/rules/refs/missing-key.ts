import { at, objectAt, objectsAt, textAt } from '../../../manifest/fields.ts'
import type { JsonObject } from '../../../manifest/manifest.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import type { ValuePath } from '../../../source/span.ts'
import { eachSubject, nameSpan, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersFor, type AuditUnit } from '../../unit.ts'

interface KeyUse {
  readonly id: string
  readonly key: string
  readonly path: ValuePath
}

/** The kubelet does not start a container that refers to a missing key, unless the reference is optional. */
export const missingKey = eachSubject((user, unit) =>
  user.pod === undefined ? undefined : usesOf(user).flatMap((use) => judge(unit, user, use)),
)

function judge(unit: AuditUnit, user: Subject, { id, key, path }: KeyUse): readonly Finding[] {
  const makers = makersFor(unit, user, id)
  const [maker] = makers
  // With several makers the one that counts is unknown, as are the keys of an operator's Secret.
  if (maker === undefined || makers.length > 1 || maker.id !== id || unit.generated.has(id)) return []
  const keys = keysOf(maker)
  if (keys.length === 0 || keys.includes(key)) return []
  const near = nearest(key, keys)
  return [
    {
      message: `${id} has no key ${key}`,
      why: `a container of ${user.id} does not start (CreateContainerConfigError)`,
      help: near === undefined ? `use one of its keys: ${keys.slice(0, 8).join(', ')}` : `did you mean ${near}?`,
      span: user.locate(path),
      related: [{ span: nameSpan(maker), message: 'the object with the keys' }],
    },
  ]
}

function keysOf({ manifest }: Subject): readonly string[] {
  return ['data', 'stringData', 'binaryData'].flatMap((field) => Object.keys(objectAt(manifest, field) ?? {}))
}

const sources = [
  { field: 'configMapKeyRef', kind: 'ConfigMap' },
  { field: 'secretKeyRef', kind: 'Secret' },
] as const

function usesOf(user: Subject): readonly KeyUse[] {
  const variables = user.containers.flatMap(({ container, path }) =>
    objectsAt(container, 'env').flatMap((variable, index) =>
      sources.flatMap(({ field, kind }) => {
        const reference = objectAt(variable, 'valueFrom', field)
        return useOf(reference, kind, textAt(reference, 'name'), [...path, 'env', index, 'valueFrom', field, 'key'])
      }),
    ),
  )
  return [...variables, ...volumeUses(user)]
}

function volumeUses({ pod }: Subject): readonly KeyUse[] {
  if (pod === undefined) return []
  return objectsAt(pod.spec, 'volumes').flatMap((volume, index) =>
    [
      { field: 'configMap', kind: 'ConfigMap', name: textAt(volume, 'configMap', 'name') },
      { field: 'secret', kind: 'Secret', name: textAt(volume, 'secret', 'secretName') },
    ].flatMap(({ field, kind, name }) => {
      const holder = objectAt(volume, field)
      if (at(holder, 'optional') === true) return []
      return objectsAt(holder, 'items').flatMap((item, position) =>
        useOf(item, kind, name, [...pod.path, 'spec', 'volumes', index, field, 'items', position, 'key']),
      )
    }),
  )
}

function useOf(
  reference: JsonObject | undefined,
  kind: string,
  name: string | undefined,
  path: ValuePath,
): readonly KeyUse[] {
  const key = textAt(reference, 'key')
  if (name === undefined || key === undefined || at(reference, 'optional') === true) return []
  return [{ id: `${kind}/${name}`, key, path }]
}
