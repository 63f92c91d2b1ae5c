import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, hasErrors, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import { nearest } from '../diagnostic/nearest.ts'
import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { LoadedDocument } from '../manifest/load.ts'
import type { JsonObject, SourceManifest } from '../manifest/manifest.ts'
import type { Renderer } from '../render/index.ts'
import type { Tree } from '../source/tree.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { isMovingTag, parseImage } from '../manifest/image.ts'
import { readDocuments, workloadPath, type WorkloadDocuments } from './workload-documents.ts'

/** The workload's own manifests, and the one in them that is deployed. */
export interface WorkloadInput extends WorkloadDocuments {
  readonly chosen: SourceManifest
  readonly template: JsonObject
  readonly podSpec: JsonObject
  /** The container that serves, and that `command` migrations run in. */
  readonly container: JsonObject
  readonly image: string
  readonly release: string
}

const workloadKinds = ['Deployment', 'StatefulSet', 'Rollout']

export function loadWorkload(pipeline: LoadedPipeline, tree: Tree, renderer: Renderer): Outcome<WorkloadInput> {
  const { value: read, diagnostics } = readDocuments(pipeline, tree, renderer)
  if (read === undefined || hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const { documents } = read
  const found = [...diagnostics]
  const chosen = collect(found, chooseWorkload(pipeline, documents))
  if (chosen === undefined) return { value: undefined, diagnostics: found }
  const template = objectAt(chosen.manifest, 'spec', 'template')
  const podSpec = objectAt(template, 'spec')
  if (template === undefined || podSpec === undefined)
    return { value: undefined, diagnostics: [...found, noTemplate(chosen)] }
  const container = collect(found, chooseContainer(pipeline, chosen, podSpec))
  if (container === undefined) return { value: undefined, diagnostics: found }
  const image = textAt(container, 'image') ?? ''
  const release = collect(found, releaseOf(pipeline, chosen, image))
  const value = release === undefined ? undefined : { ...read, chosen, template, podSpec, container, image, release }
  return { value, diagnostics: found }
}

function collect<T>(into: Diagnostic[], { value, diagnostics }: Outcome<T>): T | undefined {
  append(into, diagnostics)
  return value
}

function failed(found: Diagnostic): Outcome<never> {
  return { value: undefined, diagnostics: [found] }
}

function workloadSpan({ spec, locate }: LoadedPipeline, key: 'name' | 'container'): Span {
  return typeof spec.workload === 'string' ? locate(['workload']) : locate(['workload', key])
}

function chooseWorkload(pipeline: LoadedPipeline, documents: readonly LoadedDocument[]): Outcome<SourceManifest> {
  const { workload } = pipeline.spec
  const wanted = typeof workload === 'string' ? undefined : workload.name
  const all = documents.filter(({ manifest }) => workloadKinds.includes(manifest.kind))
  const names = all.map(({ manifest }) => `${manifest.kind}/${manifest.metadata.name}`)
  const span = workloadSpan(pipeline, 'name')
  if (wanted !== undefined) {
    const chosen = all[names.indexOf(wanted)]
    if (chosen !== undefined) return { value: chosen, diagnostics: [] }
    const near = nearest(wanted, names)
    const help = near === undefined ? `there is ${names.join(', ') || 'no workload at all'}` : `did you mean ${near}?`
    return failed(
      diagnostic('workload/not-found', { message: `there is no ${wanted} in the workload's manifests`, help, span }),
    )
  }
  const [only, ...others] = all
  if (only === undefined) {
    const help = 'put a Deployment, a StatefulSet or a Rollout there'
    return failed(diagnostic('workload/not-found', { message: `no workload in ${workloadPath(workload)}`, help, span }))
  }
  if (others.length === 0) return { value: only, diagnostics: [] }
  const help = `choose one: workload: { path: ${workloadPath(workload)}, name: ${names[0]} }`
  return failed(
    diagnostic('workload/ambiguous', { message: `${names.length} workloads: ${names.join(', ')}`, help, span }),
  )
}

function noTemplate({ manifest, locate }: SourceManifest): Diagnostic {
  return diagnostic('workload/no-template', {
    message: `${manifest.kind}/${manifest.metadata.name} has no spec.template.spec`,
    why: 'the candidate is made from the pod template',
    help: 'write the pod template here; a Rollout with workloadRef is not supported yet',
    span: locate(['spec']),
  })
}

function chooseContainer(pipeline: LoadedPipeline, chosen: SourceManifest, podSpec: JsonObject): Outcome<JsonObject> {
  const containers = objectsAt(podSpec, 'containers')
  const names = containers.map((container) => textAt(container, 'name') ?? '')
  const { workload } = pipeline.spec
  const own = typeof workload === 'string' ? undefined : workload.container
  const annotated = textAt(
    chosen.manifest,
    'spec',
    'template',
    'metadata',
    'annotations',
    'kubectl.kubernetes.io/default-container',
  )
  const wanted = own ?? annotated ?? (names.length === 1 ? names[0] : undefined)
  const container = wanted === undefined ? undefined : containers[names.indexOf(wanted)]
  if (container !== undefined) return { value: container, diagnostics: [] }
  const which = names.join(', ')
  if (wanted !== undefined) {
    const near = nearest(wanted, names)
    const help = near === undefined ? `there is ${which}` : `did you mean ${near}?`
    return failed(
      diagnostic('workload/container', {
        message: `there is no container ${wanted}`,
        help,
        span: workloadSpan(pipeline, 'container'),
      }),
    )
  }
  return failed(
    diagnostic('workload/container', {
      message: `${names.length} containers: ${which}`,
      why: "the candidate's variables, the release and a migration command belong to one of them",
      help: `choose one: workload: { path: ${workloadPath(workload)}, container: ${names[0]} }`,
      span: workloadSpan(pipeline, 'container'),
    }),
  )
}

function releaseOf({ spec, locate }: LoadedPipeline, chosen: SourceManifest, image: string): Outcome<string> {
  if (spec.release !== undefined) return { value: spec.release, diagnostics: [] }
  const { tag } = parseImage(image)
  if (tag !== undefined && !isMovingTag(tag)) return { value: tag, diagnostics: [] }
  return failed(
    diagnostic('workload/no-release', {
      message:
        tag === undefined
          ? `${image} has no tag to take the release from`
          : `the tag ${tag} says nothing about the release`,
      why: 'the ledger, the rollback answer and every Job name the release',
      help: 'tag the image with its version, or set spec.release to a string such as "v2.3.1"',
      span: chosen.locate(['spec', 'template', 'spec', 'containers']) ?? locate([]),
    }),
  )
}
