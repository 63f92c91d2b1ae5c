import { groupOf } from '../../../manifest/kinds.ts'
import { asText, isList, objectAt, textAt } from '../../../manifest/fields.ts'
import type { Json } from '../../../manifest/manifest.ts'
import type { ValuePath } from '../../../source/span.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { sourceProblem } from '../../url.ts'

export const unsafeSource = eachSubject(unsafeSourcesIn)

type Place = Pick<Subject, 'id' | 'manifest' | 'locate'>

/** Also for the compiler, which refuses what the audit reports. */
export function unsafeSourcesIn({ id, manifest, locate }: Place): readonly Finding[] {
  return sourcesOf(manifest).flatMap(({ path, url }) => {
    const why = sourceProblem(url)
    if (why === undefined) return []
    return [
      {
        message: `${id} syncs from ${url}`,
        why,
        help: 'write the address of the repository: https://…, ssh://… or git@HOST:PATH',
        span: locate(path),
      },
    ]
  })
}

interface Source {
  readonly path: ValuePath
  readonly url: string
}

function sourcesOf(manifest: Place['manifest']): readonly Source[] {
  const group = groupOf(manifest.apiVersion)
  // Applications, and ApplicationSets with any depth of generators.
  if (group === 'argoproj.io') return urlsBelow(manifest['spec'], ['spec'])
  const isFlux =
    /^(?:source|image)\.toolkit\.fluxcd\.io$/.test(group) && /^(?:Git|Helm|OCI)Repository$/.test(manifest.kind)
  if (isFlux) return [{ path: ['spec', 'url'], url: textAt(manifest, 'spec', 'url') ?? '' }]
  const type = textAt(objectAt(manifest, 'metadata', 'labels'), 'argocd.argoproj.io/secret-type')
  if (manifest.kind !== 'Secret' || !/^repo(?:sitory|-creds)/.test(type ?? '')) return []
  return [{ path: ['stringData', 'url'], url: textAt(manifest, 'stringData', 'url') ?? '' }]
}

function urlsBelow(value: Json | undefined, path: ValuePath): readonly Source[] {
  if (isList(value)) return value.flatMap((item, index) => urlsBelow(item, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, field]) =>
    key === 'repoURL' ? [{ path: [...path, key], url: asText(field) ?? '' }] : urlsBelow(field, [...path, key]),
  )
}
