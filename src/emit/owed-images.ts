import { compare } from '../diagnostic/diagnostic.ts'
import { asText } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { podSpecPaths } from '../refs/fields.ts'
import { findFields } from '../refs/path.ts'
import { startOf } from './argocd/program.ts'
import type { EmitContext } from './context.ts'

/** An image that the nodes must be able to pull before the first sync. */
export interface OwedImage {
  readonly image: string
  readonly why: string
}

export function owedImages(context: EmitContext, manifests: readonly Manifest[]): readonly OwedImage[] {
  const known = reasons(context)
  const owed = new Map<string, string>()
  for (const manifest of manifests) {
    for (const image of imagesIn(manifest))
      if (!owed.has(image)) owed.set(image, known.get(image) ?? `${manifest.kind}/${manifest.metadata.name}`)
  }
  return [...owed].map(([image, why]) => ({ image, why })).sort((a, b) => compare(a.image, b.image))
}

/** The first that fits is shown: the workload's own image may run the migrations as well. */
function reasons({ pipeline, workload, migrations }: EmitContext): ReadonlyMap<string, string> {
  return new Map([
    ...(migrations.image === undefined ? [] : [[migrations.image, 'applies the migrations'] as const]),
    [startOf(pipeline).image, 'runs wavec'],
    [workload.image, 'the workload'],
  ])
}

function imagesIn(manifest: Manifest): readonly string[] {
  const pod = podSpecPaths[manifest.kind]
  if (pod === undefined) return []
  return ['initContainers', 'containers'].flatMap((list) =>
    findFields(manifest, `${pod}.${list}[].image`).flatMap(({ value }) => asText(value) ?? []),
  )
}
