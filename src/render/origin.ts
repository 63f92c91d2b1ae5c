/** Where a rendered object comes from, so that a finding points at what a person wrote, never into rendered text. */
import type { Span } from '../diagnostic/diagnostic.ts'
import { objectsAt, textAt } from '../manifest/fields.ts'
import { inFolder } from '../source/path.ts'
import { groupOf } from '../manifest/kinds.ts'
import { loadManifests, type LoadedDocument } from '../manifest/load.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { valueAt } from './value-at.ts'
import { chartFile } from './survey.ts'
import type { ChartInput } from './chart.ts'
import type { Kustomization, KustomizeInput } from './kustomize-input.ts'

/** Finds the place of a rendered object's fields. */
export type Origin = (rendered: LoadedDocument) => Locate

/** The resource that an object was made from where its value is still the same, else the field that changed or made it. */
export function kustomizeOrigin({ kustomizations, named, files }: KustomizeInput): Origin {
  const resources = named.flatMap(({ target }) => {
    const content = target === undefined || !/\.ya?ml$/.test(target) ? undefined : files.get(target)
    if (target === undefined || content === undefined) return []
    return loadManifests(target, new TextDecoder().decode(content)).manifests
  })
  return ({ manifest }) => {
    const source = sourceOf(manifest, resources)
    const generator = source === undefined ? generatorOf(manifest, kustomizations) : undefined
    return (path, part) => {
      if (generator !== undefined) return generator
      const isSame =
        source !== undefined &&
        JSON.stringify(valueAt(source.manifest, path)) === JSON.stringify(valueAt(manifest, path))
      return isSame ? source.locate(path, part) : changeOf(path, kustomizations)
    }
  }
}

/** Of the same kind and name, or of a name that a prefix or suffix was put to; undefined where several could be it. */
function sourceOf(manifest: Manifest, resources: readonly LoadedDocument[]): LoadedDocument | undefined {
  const { name } = manifest.metadata
  const alike = resources.filter(
    (other) =>
      other.manifest.kind === manifest.kind &&
      groupOf(other.manifest.apiVersion) === groupOf(manifest.apiVersion) &&
      name.includes(other.manifest.metadata.name),
  )
  const exact = alike.filter((other) => other.manifest.metadata.name === name)
  // A patch names the object that it changes, and is listed after it.
  return exact[0] ?? (alike.length === 1 ? alike[0] : undefined)
}

function generatorOf({ kind, metadata }: Manifest, kustomizations: readonly Kustomization[]): Span | undefined {
  const field = kind === 'Secret' ? 'secretGenerator' : 'configMapGenerator'
  for (const { value, locate } of kustomizations) {
    const index = objectsAt(value, field).findIndex((entry) => metadata.name.includes(textAt(entry, 'name') ?? '\0'))
    if (index >= 0) return locate([field, index])
  }
  return undefined
}

/** Fields of a kustomization by what they change, the likeliest first. */
const changers: readonly { readonly of: RegExp; readonly fields: readonly string[] }[] = [
  { of: /^(image|containers|initContainers)$/, fields: ['images', 'patches'] },
  { of: /^namespace$/, fields: ['namespace', 'patches'] },
  { of: /^name$/, fields: ['namePrefix', 'nameSuffix', 'patches'] },
  { of: /^replicas$/, fields: ['replicas', 'patches'] },
  { of: /^(labels|matchLabels|selector)$/, fields: ['labels', 'commonLabels', 'patches'] },
  { of: /^annotations$/, fields: ['commonAnnotations', 'patches'] },
]
const patching = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'components', 'transformers']

/** The outermost kustomization that has a field which may have changed the value, else the outermost as a whole. */
function changeOf(path: ValuePath, kustomizations: readonly Kustomization[]): Span {
  const known = changers.filter(({ of }) => path.some((step) => of.test(String(step)))).flatMap(({ fields }) => fields)
  for (const field of [...known, ...patching]) {
    const changing = kustomizations.find(({ value }) => value[field] !== undefined)
    if (changing !== undefined) return changing.locate([field])
  }
  return wholeFile(kustomizations[0]?.file ?? '')
}

/** Helm writes the name of the template above each object; templates are no YAML, so it is pointed at as a whole. */
export function chartOrigin({ name, folder, files }: ChartInput): Origin {
  return ({ text }) => {
    const [, template = ''] = /^# Source: (.+)$/m.exec(text) ?? []
    const file = template.startsWith(`${name}/`) ? inFolder(folder, template.slice(name.length + 1)) : ''
    return () => wholeFile(files.has(file) ? file : inFolder(folder, chartFile))
  }
}

function wholeFile(file: string): Span {
  return { file, start: 0, end: 0 }
}
