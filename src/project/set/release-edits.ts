import { append } from '../../diagnostic/long-lists.ts'
import type { Diagnostic, Edit, Span } from '../../diagnostic/diagnostic.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { loadWorkload, type WorkloadInput } from '../../emit/workload.ts'
import { isList, jsonOf, objectsAt } from '../../manifest/fields.ts'
import { parseImage } from '../../manifest/image.ts'
import { kustomizationNames, type Renderer } from '../../render/index.ts'
import type { Json } from '../../manifest/manifest.ts'
import { isPlainSafe, quoteText } from '../../manifest/quote.ts'
import { readText, resolveNamed } from '../../source/read.ts'
import type { ValuePath } from '../../source/span.ts'
import type { Tree } from '../../source/tree.ts'
import { parseYaml } from '../../source/yaml.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { wavec } from '../usage.ts'

export interface Bump {
  readonly release: string
  /** Of the workload; without it, the present one with the release as its tag. */
  readonly image?: string | undefined
  readonly migrationsImage?: string | undefined
}

export interface Chosen {
  readonly pipelines: readonly LoadedPipeline[]
  /** The spec's other environments, which must stay as they are. */
  readonly others: readonly LoadedPipeline[]
}

/** What the user has to name first. */
interface Lack {
  readonly message: string
  readonly next: string
}

/** One place that says the release, e.g. `image`. */
export interface ReleaseChange {
  readonly file: string
  readonly what: string
  readonly before: string
  readonly after: string
}

export interface ReleaseEdits {
  readonly edits: readonly Edit[]
  readonly changes: readonly ReleaseChange[]
  readonly missing: readonly Lack[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Every place that says the release, in the files as they are; no place is edited twice. */
export function releaseEdits(tree: Tree, { pipelines, others }: Chosen, bump: Bump, renderer: Renderer): ReleaseEdits {
  const found = new Map<string, Place>()
  const missing: Lack[] = []
  const diagnostics: Diagnostic[] = []
  for (const pipeline of pipelines) {
    const { value: workload, diagnostics: problems } = loadWorkload(pipeline, tree, renderer)
    append(diagnostics, problems)
    if (workload === undefined) continue
    for (const result of [
      releasePlace(pipeline, bump),
      ...imagePlaces(tree, pipeline, workload, bump),
      migrationsPlace(pipeline, workload, bump),
    ]) {
      if (result === undefined) continue
      if ('message' in result) missing.push(result)
      else found.set(`${result.span.file}:${result.span.start}`, result)
    }
  }
  for (const other of others) append(missing, sharedPlaces(tree, other, { found, release: bump.release, renderer }))
  const places = [...found.values()].filter(({ before, after }) => before !== after)
  return {
    edits: places.map(({ span, after }) => ({ span, text: isPlainSafe(after) ? after : quoteText(after) })),
    changes: places.map(({ span, what, before, after }) => ({ file: span.file, what, before, after })),
    missing,
    diagnostics,
  }
}

interface Place {
  readonly span: Span
  readonly what: string
  readonly before: string
  readonly after: string
}

/** Only where the spec says it; elsewhere it follows from the image. */
function releasePlace({ spec, locate }: LoadedPipeline, { release }: Bump): Place | undefined {
  if (spec.release === undefined) return undefined
  return { span: locate(['release'], 'value'), what: 'release', before: spec.release, after: release }
}

function imagePlaces(tree: Tree, pipeline: LoadedPipeline, workload: WorkloadInput, bump: Bump): (Place | Lack)[] {
  const after = bump.image ?? bumped(workload.image, bump.release)
  if (after === undefined) {
    const next = `${wavec} set ${pipeline.name} --release ${shellWord(bump.release)} --image ${shellWord(parseImage(workload.image).repository)}@sha256:…`
    return [{ message: `${workload.image} is pinned by a digest, so that its successor has to be named`, next }]
  }
  if (workload.rendered !== undefined) return kustomizedPlaces(tree, pipeline, workload.image, after)
  return workload.documents.flatMap(({ manifest, locate }) =>
    pathsOf(manifest, workload.image).map((path) => ({
      span: locate(path, 'value'),
      what: 'image',
      before: workload.image,
      after,
    })),
  )
}

/** Undefined for a digest. */
function bumped(image: string, release: string): string | undefined {
  const { repository, digest } = parseImage(image)
  return digest === undefined ? `${repository}:${release}` : undefined
}

/** Every field called image with that value: init containers and workers that are released together. */
function pathsOf(value: Json | undefined, image: string, path: ValuePath = []): ValuePath[] {
  if (value === image && path.at(-1) === 'image') return [path]
  if (isList(value)) return value.flatMap((item, index) => pathsOf(item, image, [...path, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, field]) => pathsOf(field, image, [...path, key]))
}

/** `images: [{ name, newTag }]` of the kustomization that the spec names; a chart's values are a person's to edit. */
function kustomizedPlaces(tree: Tree, pipeline: LoadedPipeline, before: string, after: string): (Place | Lack)[] {
  const { spec, folder } = pipeline
  const path = typeof spec.workload === 'string' ? spec.workload : spec.workload.path
  const lack: Lack = {
    message: `${before} is rendered, and no images[].newTag of ${typeof path === 'string' ? path : path.chart} says it: set it there yourself`,
    next: `${wavec} check`,
  }
  const [old, now] = [parseImage(before), parseImage(after)]
  if (typeof path !== 'string' || old.repository !== now.repository || old.tag === undefined || now.tag === undefined)
    return [lack]
  const target = resolveNamed(folder, path, pipeline.locate(['workload'])).value ?? ''
  for (const name of kustomizationNames) {
    const span = tagIn(tree, `${target}/${name}`, old.tag)
    if (span !== undefined) return [{ span, what: 'images[].newTag', before: old.tag, after: now.tag }]
  }
  return [lack]
}

function tagIn(tree: Tree, file: string, tag: string): Span | undefined {
  const text = tree.read(file).ok ? readText(tree, file).value : undefined
  const document = text === undefined ? undefined : parseYaml(file, text).documents[0]
  const images = objectsAt(jsonOf(document?.value()), 'images')
  const index = images.findIndex((image) => image['newTag'] === tag)
  return index === -1 ? undefined : document?.locate(['images', index, 'newTag'], 'value')
}

/** An image of migrations is released with the workload where it has the same tag; a tool's own image is not. */
function migrationsPlace(
  { name, spec, locate }: LoadedPipeline,
  { image, release: old }: WorkloadInput,
  bump: Bump,
): Place | Lack | undefined {
  const before = spec.migrations.image
  if (before === undefined) return undefined
  const { tag, digest } = parseImage(before)
  const isReleased =
    bump.migrationsImage !== undefined || spec.migrations.delivery === 'image' || before === image || tag === old
  if (!isReleased) return undefined
  const after = bump.migrationsImage ?? (before === image ? bump.image : undefined) ?? bumped(before, bump.release)
  const span = locate(['migrations', 'image'], 'value')
  if (after !== undefined) return { span, what: 'migrations.image', before, after }
  const next = `${wavec} set ${name} --release ${shellWord(bump.release)} --migrations-image ${shellWord(before.slice(0, before.indexOf('@')))}@sha256:…`
  return {
    message: `migrations.image is pinned by a digest (${digest?.slice(0, 19) ?? ''}…), so that its successor has to be named`,
    next,
  }
}

/** An edit of what another environment reads too would release there as well. */
function sharedPlaces(
  tree: Tree,
  other: LoadedPipeline,
  {
    found,
    release,
    renderer,
  }: { readonly found: ReadonlyMap<string, Place>; readonly release: string; readonly renderer: Renderer },
): Lack[] {
  const workload = loadWorkload(other, tree, renderer).value
  const spans = [
    ...(other.spec.release === undefined ? [] : [other.locate(['release'], 'value')]),
    ...(workload === undefined || workload.rendered !== undefined
      ? []
      : workload.documents.flatMap(({ manifest, locate }) =>
          pathsOf(manifest, workload.image).map((path) => locate(path, 'value')),
        )),
  ]
  const shared = spans.find(({ file, start }) => found.has(`${file}:${start}`))
  if (shared === undefined) return []
  return [
    {
      message: `${shared.file} is ${other.environment}'s too: without --environment, both are released`,
      next: `${wavec} set ${other.name} --release ${shellWord(release)}`,
    },
  ]
}
