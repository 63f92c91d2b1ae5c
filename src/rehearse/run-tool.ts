import { textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { connectionVariables, databaseParts } from '../protocol/connection.ts'
import type { Step } from '../protocol/step.ts'
import { partOf } from './connection.ts'
import { readMigrations, unprovedImage, withBaked } from './migrations.ts'
import type { Mount } from './paths.ts'
import { runStep, variablesOf, watchMigrations } from './run-wavec.ts'
import { failedTool } from './result.ts'
import { runContainer } from './run-container.ts'
import { wayOf, type Way } from './tool.ts'
import type { ContainerResult, Pod } from './world.ts'

/** Runs the container of another program: the program itself if it is installed, otherwise what its tool allows instead. */
export async function runTool(container: JsonObject, pod: Pod, mounts: readonly Mount[]): Promise<ContainerResult> {
  const { world, isFailing } = pod
  const [name, image] = [textAt(container, 'name') ?? '', textAt(container, 'image') ?? '']
  const main = pod.main === undefined ? undefined : withBaked(pod.main, image, world.images)
  if (isFailing === 'yes' && failsBefore(main, mounts)) {
    return { name, state: 'failed', said: 'exit 1: made to fail by rehearse --fail migrate', warnings: [], exit: 1 }
  }
  const way = wayOf(container, main, {
    variables: variablesOf(container, pod, mounts),
    mounts,
    cwd: world.cwd,
    programs: world.images.programs,
    tools: world.tools,
  })
  switch (way.way) {
    case 'not-run':
      world.substituted.note('program', `${image} (${name})`)
      return { name, state: 'not-run', said: way.why, warnings: [], exit: 0 }
    case 'engine':
      world.substituted.note('engine', `${image} (${name})`)
      return runEngine({ name, image, main }, way.step, pod, mounts)
    case 'program':
      if (way.named === undefined) world.substituted.note('tool', `${image} (${name})`, way.path)
      else world.substituted.note('named', `${image} (${name})`, way.named)
      return runProgram(container, { ...way, name, image, main }, pod, mounts)
  }
}

/** Without the files, no statement can be made to fail, so the whole container fails. */
function failsBefore(main: Step | undefined, mounts: readonly Mount[]): boolean {
  return main !== undefined && 'migrations' in main && readMigrations(main, mounts) === undefined
}

/** The container of another program, and the Step of the wavec container in the same pod. */
interface Tool {
  readonly name: string
  readonly image: string
  readonly main: Step | undefined
}

async function runEngine(
  { name, image }: Tool,
  step: Extract<Way, { readonly way: 'engine' }>['step'],
  pod: Pod,
  mounts: readonly Mount[],
): Promise<ContainerResult> {
  watchMigrations(step, pod, mounts)
  const { connection } = pod.world
  const parts = databaseParts
    .filter((part) => part !== 'url')
    .map((part) => [connectionVariables[part], partOf(connection, part)] as const)
  const variables = new Map([...parts, ['PGAPPNAME', `wavec-${step.pipeline}-migrate`]])
  const result = await runStep({ name, step, variables, command: [...pod.world.runner, 'run'] }, pod, { mounts })
  return {
    ...result,
    unproved: [...unprovedImage(image, pod.world.images), `${name} itself: wavec's own engine applied its files`],
    warnings: [`wavec's own engine applied the files: ${name} itself was not run`, ...result.warnings],
  }
}

async function runProgram(
  container: JsonObject,
  { name, image, main, command, path, named }: Tool & Extract<Way, { readonly way: 'program' }>,
  pod: Pod,
  mounts: readonly Mount[],
): Promise<ContainerResult> {
  const { world } = pod
  if (main !== undefined) watchMigrations(main, pod, mounts)
  const overTcp = Object.values(world.tools).flatMap(({ rehearsal }) => rehearsal.overTcp)
  const needsTcp = overTcp.some((program) => path.endsWith(`/${program}`))
  await using proxy = needsTcp ? await world.tracing.overTcp() : undefined
  const connection =
    proxy === undefined ? world.connection : { ...world.connection, host: proxy.host, port: proxy.port }
  const own = variablesOf(container, pod, mounts, connection)
  const plain = [...own].map(([key, value]) => [key, withoutTls(key, value)] as const)
  if (plain.some(([key, value]) => own.get(key) !== value)) world.substituted.note('tls', 'sslmode')
  const variables = new Map([...inherited(), ...plain])
  const ended = await runContainer({ command, variables, cwd: world.cwd, stop: world.stop, deadline: pod.deadline })
  if (ended.exit !== 0) return failedTool(name, named ?? path, ended)
  const unproved = [
    ...unprovedImage(image, world.images),
    ...(named === undefined ? [] : [`${image} itself: ${named} ran in its place`]),
  ]
  const last = ended.lines.at(-1)?.message.trim()
  const said = `${named ?? path} succeeded${last === undefined ? '' : `: ${last}`}`
  return { name, state: 'done', said, warnings: [], exit: 0, unproved }
}

/** The minimal environment that a local program needs. */
function inherited(): readonly (readonly [string, string])[] {
  return ['HOME', 'LANG', 'JAVA_HOME', 'VIRTUAL_ENV', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
}

/** libpq ignores the TLS mode on a socket. Other drivers enforce it. */
function withoutTls(name: string, value: string): string {
  if (name === 'PGSSLMODE') return 'disable'
  return value.replaceAll(/\bsslmode=(?:verify-full|verify-ca|require)\b/g, 'sslmode=disable')
}
