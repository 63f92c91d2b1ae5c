import { relative } from 'node:path/posix'
import { resolvePath } from '../source/path.ts'
import { parseYaml } from '../source/yaml.ts'
import type { Locate } from '../source/span.ts'
import { asText, jsonOf, objectAt, without } from '../manifest/fields.ts'
import type { Kustomization } from './kustomization.ts'
import { loadManifests } from '../manifest/load.ts'
import type { Json, Manifest } from '../manifest/manifest.ts'
import type { Reader, UnitDocument } from './sources.ts'
import { valueAt } from './value-at.ts'

export interface RenderedText {
  readonly folder: string
  readonly kustomization: Kustomization
  /** kustomize's output, with `buildMetadata: [originAnnotations]`. */
  readonly text: string
  /** The folder, from where the origins count. */
  readonly base: string
  readonly reader: Reader
}

/** kustomize v5, api/resource/origin.go; it says from which file an object came. */
const originKey = 'config.kubernetes.io/origin'

/** The objects with kustomize's values, located where their fields stand in the file that each came from. */
export function fromRendered({ folder, kustomization, text, base, reader }: RenderedText): readonly UnitDocument[] {
  return loadManifests(kustomization.file, text, 'any').manifests.map(({ manifest }) => {
    const origin = originOf(manifest)
    const clean = withoutOrigin(manifest)
    const place = (key: string): string | undefined => {
      const path = asText(origin?.[key])
      return path === undefined ? undefined : resolvePath(folder, relative(base, path))
    }
    const file = place('path')
    const source = file === undefined ? undefined : twin(clean, reader.documents(file))
    if (source !== undefined)
      return {
        manifest: clean,
        file: source.file,
        locate: unlessChanged(clean, source, kustomization),
        origin: 'rendered',
      }
    return { manifest: clean, ...whole(place('configuredIn') ?? file ?? kustomization.file), origin: 'rendered' }
  })
}

function originOf(manifest: Manifest) {
  const text = manifest.metadata.annotations?.[originKey]
  return text === undefined ? undefined : objectAt(asJson(text))
}

function asJson(text: string): Json | undefined {
  return jsonOf(parseYaml('origin', text).documents[0]?.value())
}

function withoutOrigin(manifest: Manifest): Manifest {
  const { annotations, ...metadata } = manifest.metadata
  const left = without(annotations ?? {}, originKey)
  const kept = Object.fromEntries(
    Object.entries(left).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
  )
  return { ...manifest, metadata: Object.keys(kept).length === 0 ? metadata : { ...metadata, annotations: kept } }
}

/** Names are prefixed, suffixed and hashed on the way, kinds stay. */
function twin(manifest: Manifest, documents: readonly UnitDocument[]): UnitDocument | undefined {
  const same = documents.filter(({ manifest: { kind } }) => kind === manifest.kind)
  const named = same.filter(({ manifest: { metadata } }) => manifest.metadata.name.includes(metadata.name))
  const longest = named.toSorted((a, b) => b.manifest.metadata.name.length - a.manifest.metadata.name.length)[0]
  return longest ?? (same.length === 1 ? same[0] : undefined)
}

/** What kustomize has changed is none of the source's text. */
function unlessChanged(made: Manifest, { manifest, locate }: UnitDocument, { file }: Kustomization): Locate {
  return (path, part) => {
    const [now, before] = [valueAt(made, path), valueAt(manifest, path)]
    // What it put there, too: the file's nearest place would be one that says nothing of it.
    const isChanged = typeof now === 'string' && now !== before && (before === undefined || typeof before === 'string')
    return isChanged && path[0] !== 'metadata' ? { file, start: 0, end: 0 } : locate(path, part)
  }
}

function whole(file: string): { readonly file: string; readonly locate: Locate } {
  return { file, locate: () => ({ file, start: 0, end: 0 }) }
}
