import { join } from 'node:path'
import { stepVariable } from '../protocol/process.ts'
import type { Step } from '../protocol/step.ts'
import { isList, textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { localise, type Localised } from './addresses.ts'
import { environmentOf } from './environment.ts'
import { expand } from './expansion.ts'
import { readMigrations, unprovedImage } from './migrations.ts'
import { withLocalPaths, type Mount } from './paths.ts'
import { resultOf } from './result.ts'
import { runContainer } from './run-container.ts'
import type { StandIn } from './stand-in.ts'
import type { ContainerResult, Pod, World } from './world.ts'

/** Shortens the deadline of a container that --fail makes fail. */
const failingStopAfter = 8000

export async function runWavec(
  container: JsonObject,
  asked: Step,
  pod: Pod,
  mounts: readonly Mount[],
): Promise<ContainerResult> {
  const { world, isFailing } = pod
  const [name, image] = [textAt(container, 'name') ?? '', textAt(container, 'image') ?? '']
  if (asked.kind === 'migrate' && asked.migrations.files === undefined) {
    return { name, state: 'not-run', said: `the migrations are in ${image}, and not here`, warnings: [], exit: 0 }
  }
  const start = startOf(container, image, pod, mounts)
  if (asked.kind === 'report' || asked.kind === 'candidate') world.substituted.note('cluster', "Kubernetes' API")
  if (isFailing === 'yes') world.substituted.note('failure', pod.job)
  const variables = variablesOf(container, pod, mounts)
  const { step, standIn, real } = await localise(asked, {
    store: world.store,
    substituted: world.substituted,
    mood: isFailing === 'yes' ? 'unwell' : 'well',
  })
  if (step.kind === 'migrate') watchMigrations(step, pod, mounts)
  const shown = standIn?.mood === 'unwell' ? cutShort(step) : step
  const args = textsIn(container['args']).map((arg) => expand(withLocalPaths(arg, mounts), variables))
  const command = [...start, ...args]
  const result = await runStep({ name, step: shown, variables, command }, pod, { mounts, standIn, real })
  return { ...result, unproved: unprovedImage(image, world.images) }
}

function cutShort(step: Step): Step {
  return { ...step, stopAfter: Math.min(step.stopAfter, failingStopAfter) }
}

/** A Step in its own process, possibly in place of another tool. */
export interface Wavec {
  readonly name: string
  readonly step: Step
  readonly variables: ReadonlyMap<string, string>
  /** With its arguments. */
  readonly command: readonly string[]
}

interface Here {
  readonly mounts: readonly Mount[]
  readonly standIn?: StandIn | undefined
  readonly real?: Localised['real']
}

export async function runStep(
  { name, step, variables, command }: Wavec,
  pod: Pod,
  { mounts, standIn, real = [] }: Here,
): Promise<ContainerResult> {
  const { world } = pod
  const verdict = join(pod.folder, `${name}-termination-log`)
  world.substituted.note('terminationLog', '/dev/termination-log')
  const env = new Map([
    ...variables,
    ['WAVEC_TERMINATION_LOG', verdict],
    ['WAVEC_JOB', pod.job],
    ['WAVEC_POD_UID', pod.name],
  ])
  // Waiting is pointless: the state that blocks a gate does not change here, and an absent database never comes up.
  const asked = step.kind === 'gate' || world.database === 'down' ? cutShort(step) : step
  env.set(stepVariable, withLocalPaths(JSON.stringify(forServer(asked, world)), mounts))
  try {
    const ended = await runContainer({
      command,
      variables: env,
      cwd: world.cwd,
      stop: world.stop,
      deadline: pod.deadline,
      renamed: real,
    })
    return resultOf(name, ended, verdict)
  } finally {
    await standIn?.[Symbol.asyncDispose]()
  }
}

export function watchMigrations(step: Step, { isFailing, world }: Pod, mounts: readonly Mount[]): void {
  const found = readMigrations(step, mounts)
  if (found === undefined) return
  world.tracing.watch(found.texts, isFailing === 'yes' ? found.last : undefined)
}

/** The variables after the kubelet's expansion, with every mounted path replaced by its folder. */
export function variablesOf(
  container: JsonObject,
  pod: Pod,
  mounts: readonly Mount[],
  connection = pod.world.connection,
): ReadonlyMap<string, string> {
  const { world, name, namespace, isFailing, main } = pod
  const missing =
    isFailing === 'yes' && main?.kind === 'preflight' ? { database: `${connection.database}_is_missing` } : {}
  const fields = {
    'metadata.name': name,
    'metadata.namespace': namespace,
    'metadata.uid': name,
    'status.podIP': '127.0.0.1',
    'status.hostIP': '127.0.0.1',
    'spec.nodeName': 'localhost',
  }
  const local = (text: string): string => withLocalPaths(text, mounts)
  const own = environmentOf(container, { ...world, connection: { ...connection, ...missing }, fields, local })
  return new Map([['HOSTNAME', name], ['PATH', process.env['PATH'] ?? ''], ...own])
}

/** As the container starts the program that it mounts, but by this machine's Node; or in place of an image with wavec. */
function startOf(container: JsonObject, image: string, { world }: Pod, mounts: readonly Mount[]): readonly string[] {
  const [node, ...rest] = textsIn(container['command'])
  if (node === undefined) {
    world.substituted.note('runner', image)
    return world.runner
  }
  world.substituted.note('node', image, `${process.version}, with the program from the manifests`)
  return [process.execPath, ...rest.map((text) => withLocalPaths(text, mounts))]
}

function textsIn(value: JsonObject[string]): readonly string[] {
  return isList(value) ? value.flatMap((text) => (typeof text === 'string' ? [text] : [])) : []
}

function forServer(step: Step, { serverMajor, substituted }: World): Step {
  if (
    !('database' in step) ||
    step.database.version === undefined ||
    Number.parseInt(step.database.version, 10) <= serverMajor
  )
    return step
  substituted.note(
    'serverVersion',
    `database.version ${step.database.version}`,
    `PostgreSQL ${serverMajor}: what differs between them is not proved`,
  )
  return { ...step, database: { ...step.database, version: String(serverMajor) } }
}
