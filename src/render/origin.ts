/** Where a rendered object comes from, so that a finding points into a file of the repository, never into rendered text. */
import type { Span } from '../diagnostic/diagnostic.ts'
import { objectsAt, textAt } from '../manifest/fields.ts'
import { groupOf } from '../manifest/kinds.ts'
import type { LoadedDocument } from '../manifest/load.ts'
import type { Json, Manifest, SourceManifest } from '../manifest/manifest.ts'
import { inFolder } from '../source/path.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { chartFile, type ChartInput } from './chart.ts'
import { generators, type Kustomization } from './kustomization.ts'
import type { KustomizeInput } from './kustomize-input.ts'
import type { StatedOrigin } from './stated-origin.ts'
import { valueAt } from './value-at.ts'

/** Finds the place of a rendered object's fields; `stated` is what kustomize itself reports, where it was asked. */
export type KustomizeOrigin = (manifest: Manifest, stated?: StatedOrigin) => Locate

type DocumentsIn = (file: string) => readonly SourceManifest[]

/** The resource that an object was made from where its value is still the same, else the field that changed or made it. */
export function kustomizeOrigin({ kustomizations, named }: KustomizeInput, documentsIn: DocumentsIn): KustomizeOrigin {
  let resources: readonly SourceManifest[] | undefined
  const guessed: KustomizeOrigin = (manifest) => {
    resources ??= named.flatMap(({ target = '' }) => (/\.ya?ml$/.test(target) ? documentsIn(target) : []))
    const source = namesake(manifest, resources)
    if (source !== undefined) return besideChanges(manifest, source, kustomizations)
    const generator = generatorOf(manifest, kustomizations)
    return (path) => generator ?? changeOf(path, kustomizations)
  }
  return (manifest, stated) => {
    if (stated === undefined) return guessed(manifest)
    const source = sourceIn(stated, manifest, documentsIn)
    if (source !== undefined) return besideChanges(manifest, source, kustomizations)
    const { path, configuredIn } = stated
    const maker = kustomizations.filter(({ file }) => file === configuredIn)
    const place = generatorOf(manifest, maker) ?? wholeFile(configuredIn ?? path ?? kustomizations[0]?.file ?? '')
    return () => place
  }
}

/** Of the same kind, with the name as it was before a prefix, suffix or hash. A patch is listed after its object. */
function namesake(manifest: Manifest, documents: readonly SourceManifest[]): SourceManifest | undefined {
  return alike(manifest, documents)
    .filter((other) => manifest.metadata.name.includes(other.manifest.metadata.name))
    .toSorted((a, b) => b.manifest.metadata.name.length - a.manifest.metadata.name.length)[0]
}

/** A patch may have renamed the only one of its kind in the file. */
function sourceIn({ path }: StatedOrigin, manifest: Manifest, documentsIn: DocumentsIn): SourceManifest | undefined {
  const documents = path === undefined ? [] : documentsIn(path)
  const same = alike(manifest, documents)
  return namesake(manifest, documents) ?? (same.length === 1 ? same[0] : undefined)
}

function alike({ kind, apiVersion }: Manifest, documents: readonly SourceManifest[]): readonly SourceManifest[] {
  const group = groupOf(apiVersion)
  return documents.filter(({ manifest }) => manifest.kind === kind && groupOf(manifest.apiVersion) === group)
}

/** The name is the place of the object as a whole, prefixed or not. */
function besideChanges(manifest: Manifest, source: SourceManifest, kustomizations: readonly Kustomization[]): Locate {
  return (path, part) => {
    const isName = path.join('.') === 'metadata.name'
    const isSame = isName || isUnchanged(valueAt(manifest, path), valueAt(source.manifest, path))
    return isSame ? source.locate(path, part) : changeOf(path, kustomizations)
  }
}

/** A map or a list whose content changed is still at its old place. */
function isUnchanged(now: Json | undefined, before: Json | undefined): boolean {
  if (typeof now !== 'object' || typeof before !== 'object') return now === before
  return (now === null) === (before === null)
}

function generatorOf({ kind, metadata }: Manifest, kustomizations: readonly Kustomization[]): Span | undefined {
  const field = Object.keys(generators).find((key) => generators[key] === kind)
  if (field === undefined) return undefined
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

/** Helm writes the name of the template above each object; a template is not YAML, so the file is the place. */
export function chartOrigin({ name, folder, files }: ChartInput): (rendered: LoadedDocument) => Locate {
  return ({ text }) => {
    const [, template = ''] = /^# Source: (.+)$/m.exec(text) ?? []
    const file = template.startsWith(`${name}/`) ? inFolder(folder, template.slice(name.length + 1)) : ''
    return () => wholeFile(files.has(file) ? file : inFolder(folder, chartFile))
  }
}

function wholeFile(file: string): Span {
  return { file, start: 0, end: 0 }
}
