import { sleep } from '../../integration/scenes.ts'
import type { Running } from '../../support/runner.ts'
import type { Random } from '../repository/random.ts'
import type { Cut, Path } from './path.ts'
import type { Place, PlaceKind } from './places.ts'
import { asAdmin, crash, socketOf } from './site.ts'

/** Where a round happens. */
export interface Scene {
  readonly place: Place
  readonly path: Path
  readonly random: Random
  /** Milliseconds that an undisturbed run takes. */
  readonly usual: number
  /** Starts the migrator of one of the two releases. */
  start(release: 'earlier' | 'later'): Promise<Running>
}

export interface Fault {
  /** Of all rounds: rounds that need a server of their own are rare. */
  readonly weight: number
  /** Whether its packet says everything that was applied, because no other migrator is at work. */
  readonly alone: boolean
  /** The shared server where it says nothing. */
  readonly place?: PlaceKind
  /** Whether a file gives the advisory locks back. */
  readonly forgetful?: true
  /** Returns what ended, when all of it has ended. */
  strike(scene: Scene): Promise<readonly Running[]>
}

export const faultNames = [
  'SIGKILL',
  'SIGTERM',
  'SIGSTOP, then a second migrator',
  'backend terminated',
  'backend cancelled',
  'connection cut to the server',
  'connection cut to the client',
  'packets swallowed',
  'server crash',
  'failover',
  'disk full',
  'advisory lock lost',
  'two releases at once',
  'two releases at once, one killed',
] as const
export type FaultName = (typeof faultNames)[number]

export const faults: Readonly<Record<FaultName, Fault>> = {
  SIGKILL: signalled('SIGKILL', 8),
  SIGTERM: signalled('SIGTERM', 8),
  'SIGSTOP, then a second migrator': { weight: 5, alone: false, strike: stoppedAndOvertaken },
  'backend terminated': asked('pg_terminate_backend', 8),
  'backend cancelled': asked('pg_cancel_backend', 8),
  'connection cut to the server': cut('server', 'close', 15),
  'connection cut to the client': cut('client', 'close', 15),
  'packets swallowed': cut('client', 'swallow', 2),
  'server crash': { weight: 6, alone: true, strike: crashed },
  failover: { weight: 1, alone: true, place: 'pair of servers', strike: accident },
  'disk full': { weight: 3, alone: true, place: 'small disk', strike: accident },
  'advisory lock lost': { weight: 8, alone: false, forgetful: true, strike: (scene) => together(scene) },
  'two releases at once': { weight: 8, alone: false, strike: (scene) => together(scene) },
  'two releases at once, one killed': { weight: 6, alone: false, strike: (scene) => together(scene, 'SIGKILL') },
}

async function moment({ random, usual }: Scene): Promise<void> {
  await sleep(40 + random.next(usual + 40))
}

function signalled(signal: NodeJS.Signals, weight: number): Fault {
  return {
    weight,
    alone: true,
    strike: async (scene) => {
      const running = await scene.start('later')
      await moment(scene)
      running.child.kill(signal)
      return [running]
    },
  }
}

function asked(sql: 'pg_terminate_backend' | 'pg_cancel_backend', weight: number): Fault {
  return {
    weight,
    alone: true,
    strike: async (scene) => {
      const running = await scene.start('later')
      await moment(scene)
      await onBackends(scene, sql)
      return [running]
    },
  }
}

async function onBackends({ place }: Scene, sql: 'pg_terminate_backend' | 'pg_cancel_backend'): Promise<void> {
  const { server, name } = place.db()
  const ours = `datname = current_database() and application_name like 'wavec%'`
  await asAdmin(server, name, (client) => client.query(`select ${sql}(pid) from pg_stat_activity where ${ours}`))
}

/** As on a node that hangs: its sessions are ended, another pod migrates, and then it wakes up. */
async function stoppedAndOvertaken(scene: Scene): Promise<readonly Running[]> {
  const first = await scene.start('later')
  await moment(scene)
  first.child.kill('SIGSTOP')
  await onBackends(scene, 'pg_terminate_backend')
  const second = await scene.start('later')
  await second.ended
  first.child.kill('SIGCONT')
  return [first, second]
}

function cut(towards: Cut['towards'], how: Cut['how'], weight: number): Fault {
  return {
    weight,
    alone: true,
    strike: async (scene) => {
      const { random, path } = scene
      const passes = how === 'swallow' ? 1 : (random.next(3) * 0.5) % 1.01
      path.arm({ towards, chunk: 2 + random.next(45), how, passes })
      return [await scene.start('later')]
    },
  }
}

async function crashed(scene: Scene): Promise<readonly Running[]> {
  const running = await scene.start('later')
  await moment(scene)
  const { server, name } = scene.place.db()
  await crash(server, name)
  return [running]
}

/** The database moves to its standby, or its disk is full for a while. */
async function accident(scene: Scene): Promise<readonly Running[]> {
  const running = await scene.start('later')
  await moment(scene)
  await scene.place.accident()
  scene.path.lead(socketOf(scene.place.db().server))
  return [running]
}

async function together(scene: Scene, signal?: NodeJS.Signals): Promise<readonly Running[]> {
  const { random } = scene
  const releases = random.next(2) === 0 ? (['earlier', 'later'] as const) : (['later', 'earlier'] as const)
  const first = await scene.start(releases[0])
  await sleep(random.next(scene.usual))
  const second = await scene.start(releases[1])
  if (signal !== undefined) {
    await moment(scene)
    ;(random.next(2) === 0 ? first : second).child.kill(signal)
  }
  return [first, second]
}
