import { madeToFail } from '../protocol/made-to-fail.ts'
import type { SyncPlace } from '../argocd/phases.ts'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ProvingStage } from '../stages/facts.ts'
import { compareSync, syncPositions, type SyncPosition } from '../manifest/order.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Tools } from '../tools/index.ts'
import { gatedPod } from './gated-pod.ts'
import { runJob } from './job.ts'
import { secretParts } from './connection.ts'
import type { DatabaseServer } from './server.ts'
import { newFileOf, type FileOf } from './statements.ts'
import { newStore } from './store.ts'
import { newSubstituted } from './substitutions.ts'
import { openProxy } from './proxy.ts'
import type { ProxyListener } from './proxy-listener.ts'
import type { Images, JobResult, Progress, World } from './world.ts'

export interface Rehearsal {
  /** The manifests of one pipeline in one environment. */
  readonly manifests: readonly Manifest[]
  readonly server: DatabaseServer
  /** A temporary folder, removed by the caller. */
  readonly folder: string
  readonly cwd: string
  /** The command that runs in place of wavec's image. */
  readonly runner: readonly string[]
  readonly images: Images
  readonly tools: Tools
  readonly failing: ProvingStage | undefined
  /** Whether the processes can reach the database. */
  readonly database: 'up' | 'down'
  readonly stop: AbortSignal
  readonly tell: (progress: Progress) => void
}

export interface Rehearsed {
  readonly jobs: readonly { readonly name: string; readonly result: JobResult }[]
  readonly substituted: readonly (readonly [string, string])[]
  readonly failing: ProvingStage | undefined
}

/** Runs phase by phase, wave by wave. A failed Job ends the rehearsal, and the SyncFail hooks run. */
export async function rehearse(rehearsal: Rehearsal): Promise<Rehearsed> {
  const { manifests, server, folder, tell, stop } = rehearsal
  const substituted = newSubstituted()
  const listener = newListener(rehearsal)
  const socket = join(folder, 'database')
  mkdirSync(socket)
  chmodSync(socket, 0o711)
  await using proxy = await openProxy({ server: server.connection, listen: socket }, listener)
  const world: World = {
    ...rehearsal,
    substituted,
    store: newStore(),
    folder: join(folder, 'pods'),
    connection: {
      ...server.connection,
      host: rehearsal.database === 'up' ? proxy.host : join(folder, 'no-server'),
      port: proxy.port,
    },
    server: server.connection,
    parts: secretParts(manifests),
    serverMajor: Math.floor(server.version / 10_000),
    tracing: {
      observe: server.observe,
      watch: listener.watch,
      overTcp: async () => openProxy({ server: server.connection, listen: 'tcp' }, listener),
    },
  }
  const waves = wavesOf(manifests)
  const jobs: { name: string; result: JobResult }[] = []
  let failed = false
  for (const wave of waves) {
    if (stop.aborted) break
    if (failed === (wave.phase !== 'SyncFail')) {
      if (failed)
        tell({
          kind: 'not-started',
          phase: wave.phase,
          wave: wave.wave,
          names: wave.manifests.filter(isAwaited).map(nameOf),
        })
      continue
    }
    const results = await runWave(wave, world, tell)
    jobs.push(...results)
    failed ||= results.some(({ result }) => result.state === 'failed')
  }
  return { jobs, substituted: substituted.lines(), failing: rehearsal.failing }
}

interface Wave extends SyncPlace {
  readonly manifests: readonly Manifest[]
}

function wavesOf(manifests: readonly Manifest[]): readonly Wave[] {
  const placed = manifests.flatMap((manifest) => syncPositions(manifest).map((position) => ({ manifest, position })))
  placed.sort((a, b) => compareSync(a.position, b.position))
  const waves: { phase: SyncPosition['phase']; wave: number; manifests: Manifest[] }[] = []
  for (const { manifest, position } of placed) {
    const last = waves.at(-1)
    if (last !== undefined && last.phase === position.phase && last.wave === position.wave)
      last.manifests.push(manifest)
    else waves.push({ phase: position.phase, wave: position.wave, manifests: [manifest] })
  }
  return waves
}

async function runWave({ phase, wave, manifests }: Wave, world: World, tell: Rehearsal['tell']) {
  const plain = manifests.filter((manifest) => manifest.kind !== 'Job')
  for (const manifest of plain) world.store.apply(manifest)
  if (plain.length > 0) tell({ kind: 'applied', phase, wave, names: plain.map(nameOf) })
  const results: { name: string; result: JobResult }[] = []
  for (const job of [...manifests.filter(({ kind }) => kind === 'Job'), ...manifests.flatMap(gatedPod)]) {
    const name = nameOf(job)
    tell({ kind: 'started', phase, wave, name })
    const result = await runJob(job, world)
    tell({ kind: 'ended', phase, wave, name, result })
    results.push({ name, result })
  }
  return results
}

function isAwaited({ kind }: Manifest): boolean {
  return kind === 'Job' || kind === 'Deployment' || kind === 'StatefulSet' || kind === 'Rollout'
}

function nameOf({ kind, metadata }: Manifest): string {
  return kind === 'Job' ? metadata.name : `${kind}/${metadata.name}`
}

function newListener({ server, tell }: Rehearsal): ProxyListener & Pick<World['tracing'], 'watch'> {
  let fileOf: FileOf | undefined
  let failing: string | undefined
  return {
    fileOf: (sql) => fileOf?.(sql),
    traced: (statement) => tell({ kind: 'statement', statement }),
    inPlaceOf: (file) => (file === failing ? failingStatement : undefined),
    observe: server.observe,
    watch: (files, toFail) => {
      fileOf = newFileOf(files)
      failing = toFail
    },
  }
}

const failingStatement = `do $rehearse$ begin
  raise exception '${madeToFail.message}' using hint = '${madeToFail.hint}';
end $rehearse$`
