import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, hasErrors, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import { checkMigrations } from '../migrations/check.ts'
import { digestOf } from '../migrations/digest.ts'
import type { MigrationFile } from '../migrations/file.ts'
import { migrationIndex, type IndexEntry, type Reversals } from '../migrations/order.ts'
import { packMigrations, type PackedFile } from '../migrations/pack.ts'
import { readMigrations } from '../migrations/read.ts'
import type { Tree } from '../source/tree.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { isMovingTag, parseImage } from '../manifest/image.ts'

/** What is migrated, and how it reaches the Job. */
export interface MigrationInput {
  readonly delivery: 'config-map' | 'image'
  /** Of the container that migrates; undefined for wavec's own. */
  readonly image: string | undefined
  readonly files: readonly MigrationFile[]
  readonly index: readonly IndexEntry[]
  readonly packs: readonly (readonly PackedFile[])[]
  readonly digest: string
}

export function loadMigrations(
  pipeline: LoadedPipeline,
  tree: Tree,
  workloadImage: string,
  reversals: Reversals,
): Outcome<MigrationInput> {
  const { spec, tool, toolSettings, folder, locate } = pipeline
  const { path, delivery: wanted } = spec.migrations
  const { files: naming, runs } = tool
  const isNamed = naming.order === 'by-version'
  const diagnostics: Diagnostic[] = []
  const files =
    path === undefined
      ? []
      : collectFiles(diagnostics, readMigrations(tree, { path, base: folder, span: locate(['migrations', 'path']) }))
  if (isNamed && !hasErrors(diagnostics))
    append(diagnostics, checkMigrations(files, naming, locate(['migrations', 'path'])))
  const delivery = runs.in === 'workload' ? 'image' : (wanted ?? 'config-map')
  const image = imageOf(pipeline, workloadImage)
  append(diagnostics, checkImage(pipeline, delivery, image))
  const packed = delivery === 'config-map' ? packMigrations(files) : { value: [], diagnostics: [] }
  append(diagnostics, packed.diagnostics)
  if (packed.value === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const command = runs.in === 'workload' ? runs.command(toolSettings) : undefined
  const digest = digestOf({ tool: tool.id, files, image: files.length === 0 ? image : undefined, command })
  return {
    value: {
      delivery,
      image,
      files,
      index: isNamed ? migrationIndex(files, naming, reversals) : [],
      packs: packed.value,
      digest,
    },
    diagnostics,
  }
}

function collectFiles(
  into: Diagnostic[],
  { value, diagnostics }: Outcome<readonly MigrationFile[]>,
): readonly MigrationFile[] {
  append(into, diagnostics)
  return value ?? []
}

function imageOf({ spec, tool: { runs } }: LoadedPipeline, workloadImage: string): string | undefined {
  switch (runs.in) {
    case 'engine':
      return spec.migrations.image
    case 'image':
      return spec.migrations.image ?? runs.image
    case 'workload':
      return spec.migrations.image ?? workloadImage
  }
}

function checkImage({ spec, tool, locate }: LoadedPipeline, delivery: string, image: string | undefined): Diagnostic[] {
  if (tool.runs.in === 'workload') return []
  const span = locate(['migrations', 'image'])
  const { tag, digest } = parseImage(image ?? '')
  if (delivery === 'image' && spec.migrations.image === undefined) {
    const help = 'set migrations.image to the image that holds the files, pinned by digest'
    return [
      diagnostic('migrations/no-image', {
        message: 'delivery: image without an image',
        help,
        span: locate(['migrations', 'delivery']),
      }),
    ]
  }
  if (image === undefined || digest !== undefined) return []
  if (tag === undefined || isMovingTag(tag)) {
    const why = 'the same commit would run other code on another day'
    return [
      diagnostic('migrations/moving-tag', {
        message: `${image} is not pinned`,
        why,
        help: 'pin it by digest: name@sha256:…',
        span,
      }),
    ]
  }
  if (delivery !== 'image') return []
  const why = 'a tag can be pushed again, and the migrations with it'
  return [
    diagnostic('migrations/image-not-pinned', {
      message: `${image} is pinned by a tag only`,
      why,
      help: 'pin it by digest: name@sha256:…',
      span,
    }),
  ]
}
