/**
 * What starts wavec in a container: an image that holds it, or an official Node with the program from a ConfigMap. The
 * ConfigMap of the Jobs is config like the rest of what they need; the gate's is part of the Application, because the
 * workload's pods start at any time and a hook's ConfigMap is gone after the sync.
 */
import { syncPosition } from '../../manifest/order.ts'
import { objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { bootstrap, nodeImage, nodeIn, runnerFolder, runnerKey } from '../../protocol/runner.ts'
import { version } from '../../protocol/version.ts'
import type { EmitContext } from '../context.ts'
import { escapeExpansion } from './expansion.ts'
import { configMetadata, pipelineLabels, trackedAnnotations } from './metadata.ts'

export interface Start {
  readonly image: string
  /** Undefined where the image's own entrypoint is wavec. */
  readonly command: readonly string[] | undefined
  readonly mounts: readonly JsonObject[]
}

/** Which program it is, for people: its bytes say nothing. */
export const runnerAnnotation = 'wavec.dev/runner'

/** A name that no workload has for a volume of its own. */
const volumeName = 'wavec-runner'

/** `image`: one that holds the migrations, and what `baseImage` is made for. */
export function startOf({ spec }: LoadedPipeline, image?: string): Start {
  const { image: own } = spec.runner ?? {}
  if (own !== undefined) return { image: image ?? own, command: undefined, mounts: [] }
  const node = nodeOf(spec)
  return {
    image: image ?? node.image,
    command: [escapeExpansion(node.path), '-e', bootstrap, `${runnerFolder}/${runnerKey}`],
    mounts: [{ name: volumeName, mountPath: runnerFolder, readOnly: true }],
  }
}

/** What an image with the migrations is built from. */
export function baseImage({ spec }: LoadedPipeline): string {
  return spec.runner?.image ?? nodeOf(spec).image
}

interface Node {
  readonly image: string
  readonly path: string
}

function nodeOf({ runner }: LoadedPipeline['spec']): Node {
  const { node = nodeImage } = runner ?? {}
  if (typeof node === 'string') return { image: node, path: nodeIn(node) }
  return { image: node.image, path: node.path }
}

export function travels({ spec }: LoadedPipeline): boolean {
  return spec.runner?.image === undefined
}

/** The pod of a Job, with the volume that wavec's containers mount. */
export function withProgram({ pipeline }: EmitContext, pod: JsonObject): JsonObject {
  const containers = [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')]
  const isMounted = containers.some((container) =>
    objectsAt(container, 'volumeMounts').some((mount) => textAt(mount, 'name') === volumeName),
  )
  if (!isMounted) return pod
  return { ...pod, volumes: [...objectsAt(pod, 'volumes'), volumeOf(configName(pipeline))] }
}

/** The volume of the workload's pods. */
export function gateProgram(context: EmitContext): readonly JsonObject[] {
  return travels(context.pipeline) ? [volumeOf(gateConfigName(context))] : []
}

function volumeOf(name: string): JsonObject {
  return { name: volumeName, configMap: { name } }
}

function configName({ name }: LoadedPipeline): string {
  return `${name}-runner`
}

/** Config that is part of the Application serves both. */
function gateConfigName({ pipeline, plan }: EmitContext): string {
  return plan.profile.config === 'hook' ? `${pipeline.name}-gate-runner` : configName(pipeline)
}

export function jobsProgram(context: EmitContext): readonly Manifest[] {
  const { pipeline } = context
  return travels(pipeline) ? [configMap(context, configMetadata(context, configName(pipeline)))] : []
}

/** For a gate. In the wave of the workload, before it by its kind. */
export function workloadProgram(context: EmitContext): readonly Manifest[] {
  const { pipeline, plan, workload } = context
  if (!travels(pipeline) || plan.profile.config !== 'hook') return []
  const annotations = trackedAnnotations(syncPosition(workload.chosen.manifest)?.wave ?? 0)
  return [configMap(context, { name: gateConfigName(context), namespace: pipeline.namespace, annotations })]
}

/** Without the digest among its labels: it stays the same, byte for byte, until another wavec compiles it. */
function configMap({ pipeline, runner }: EmitContext, metadata: Manifest['metadata']): Manifest {
  const { sha256 = '', base64 = '' } = runner ?? {}
  const annotations = { ...metadata.annotations, [runnerAnnotation]: `${version} sha256:${sha256}` }
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { ...metadata, labels: pipelineLabels(pipeline), annotations },
    binaryData: { [runnerKey]: base64 },
  }
}
