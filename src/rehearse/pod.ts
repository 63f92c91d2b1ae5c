import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { stepVariable } from '../protocol/process.ts'
import { Step } from '../protocol/step.ts'
import { at, objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import { expand } from './expansion.ts'
import { bakedMounts, withBaked } from './migrations.ts'
import { runTool } from './run-tool.ts'
import { runWavec } from './run-wavec.ts'
import { mountsOf, writeVolumes } from './volumes.ts'
import type { ContainerResult, Pod, World } from './world.ts'

/** Runs the init containers one after the other, sidecars included, then the main container. A failure ends the pod. */
export async function runPod(job: Manifest, name: string, world: World): Promise<readonly ContainerResult[]> {
  const spec = objectAt(job, 'spec', 'template', 'spec') ?? {}
  const folder = join(world.folder, name)
  mkdirSync(folder, { recursive: true })
  const seconds = at(spec, 'activeDeadlineSeconds')
  const pod: Pod = {
    name,
    job: job.metadata.name,
    namespace: job.metadata.namespace ?? 'default',
    folder,
    volumes: writeVolumes(spec, { name, folder, store: world.store, substituted: world.substituted }),
    deadline: typeof seconds === 'number' ? seconds * 1000 : 3_600_000,
    isFailing:
      world.failing !== undefined && textAt(job, 'metadata', 'labels', 'wavec.dev/stage') === world.failing
        ? 'yes'
        : 'no',
    main: objectsAt(spec, 'containers')
      .map(stepOf)
      .find((step) => step !== undefined),
    world,
  }
  return runInOrder([...objectsAt(spec, 'initContainers'), ...objectsAt(spec, 'containers')], pod)
}

async function runInOrder(containers: readonly JsonObject[], pod: Pod): Promise<readonly ContainerResult[]> {
  const results: ContainerResult[] = []
  for (const container of containers) {
    if (isOver(results, pod))
      results.push({
        name: textAt(container, 'name') ?? '',
        state: 'not-started',
        said: 'not started',
        warnings: [],
        exit: 0,
      })
    else results.push(await runOne(container, pod))
  }
  return results
}

/** If the tool was not run, the rest of its pod has nothing to check. A candidate's stand-in needs no init container. */
function isOver(results: readonly ContainerResult[], { main }: Pod): boolean {
  const isMigrating = main !== undefined && 'migrations' in main
  return results.some(
    ({ state }) => state === 'failed' || state === 'not-started' || (state === 'not-run' && isMigrating),
  )
}

async function runOne(container: JsonObject, pod: Pod): Promise<ContainerResult> {
  const { substituted } = pod.world
  const [name, image] = [textAt(container, 'name') ?? '', textAt(container, 'image') ?? '']
  const volumes = mountsOf(container, pod.volumes)
  for (const { path } of volumes) substituted.note('mount', path, pod.world.folder)
  const mounts = [...volumes, ...bakedMounts(image, pod.world)]
  const step = stepOf(container)
  if (step !== undefined) return runWavec(container, withBaked(step, image, pod.world.images), pod, mounts)
  if (textAt(container, 'restartPolicy') !== 'Always') return runTool(container, pod, mounts)
  substituted.note('standIn', `${image} (${name})`)
  return { name, state: 'stands-in', said: `stands in for ${image}`, warnings: [], exit: 0 }
}

function stepOf(container: JsonObject): Step | undefined {
  const text = textAt(
    objectsAt(container, 'env').find((entry) => textAt(entry, 'name') === stepVariable),
    'value',
  )
  // The manifest escapes dollar signs by doubling them.
  return text === undefined ? undefined : Step.parse(JSON.parse(expand(text, new Map())))
}
