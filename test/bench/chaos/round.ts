import type { Server } from '../../support/postgres.ts'
import { migrateStep, migrations, runWavec, start, type Ran, type Running } from '../../support/runner.ts'
import { runnerBackends, snapshot, until } from '../../integration/scenes.ts'
import { randomFrom } from '../repository/random.ts'
import { claimsOf } from './claims.ts'
import { faults, type FaultName } from './faults.ts'
import { randomReleases, type ChaosFile } from './files.ts'
import { openPath } from './path.ts'
import { openPlace } from './places.ts'
import { asAdmin, databaseOn, socketOf } from './site.ts'
import { lossesIn, marksIn, wrongWords } from './truth.ts'

export interface Round {
  readonly fault: FaultName
  readonly seed: number
  /** Lost, double, left over, wrong words: empty when all is as it should be. */
  readonly problems: readonly string[]
  /** Whether a run ended otherwise than well, so that the fault hit it. */
  readonly hit: boolean
  /** Whether a packet said that it does not know. */
  readonly unknown: boolean
}

/** How often the Job is run again at most. */
const reruns = 4
/** Packets that are swallowed are noticed by the deadline alone. */
const [soon, late] = [5000, 60_000]

/** One fault on a fresh database: the words are compared with the catalogue, then the Job is run until it ends well. */
export async function playRound(shared: Server, fault: FaultName, seed: number): Promise<Round> {
  const random = randomFrom(seed)
  const { alone, forgetful = false, place: kind = 'shared server', strike } = faults[fault]
  const releases = randomReleases(random, forgetful)
  const { expected, usual } = await undisturbed(shared, releases.later)
  await using place = await openPlace[kind](shared)
  await using path = await openPath(socketOf(place.db().server))
  using earlier = migrations(sqlOf(releases.earlier))
  using later = migrations(sqlOf(releases.later))
  const stopAfter = fault === 'packets swallowed' ? soon : late
  const steps = {
    earlier: migrateStep(earlier, { release: 'v1', stopAfter }),
    later: migrateStep(later, { release: 'v2', stopAfter }),
  }
  const started: Started[] = []
  const through = { PGHOST: '127.0.0.1', PGPORT: String(path.port), PGSSLMODE: 'disable' }
  const begin = async (release: 'earlier' | 'later'): Promise<Running> => {
    const running = await start(steps[release], { variables: { ...place.db().variables, ...through } })
    started.push({ running, files: releases[release] })
    return running
  }
  const problems: string[] = []
  const struck = await strike({ place, path, random, usual, start: begin })
  const ended = await Promise.all(struck.map(({ ended: end }) => end))
  path.drop()
  place.repair()
  const { server, name } = place.db()
  await asAdmin(server, name, (client) => until('no backend is left', async () => (await runnerBackends(client)) === 0))
  const judge = async (ran: Ran, files: readonly ChaosFile[], single: boolean): Promise<void> => {
    const marks = await asAdmin(server, name, marksIn)
    problems.push(...wordsOf(ran, files, { marks, single }))
  }
  for (const [index, ran] of ended.entries()) await judge(ran, filesOf(started[index]), alone)
  let last: Ran | undefined
  for (let again = 0; again < reruns && last?.exit !== 0; again++) {
    last = await runWavec({ ...steps.later, stopAfter: late }, place.db())
    await judge(last, releases.later, true)
  }
  problems.push(
    ...endless(last),
    ...(await asAdmin(server, name, (client) => lossesIn(client, releases.later, expected))),
  )
  return {
    fault,
    seed,
    problems,
    hit: ended.some(({ exit }) => exit !== 0),
    unknown: ended.some(({ packet }) => packet?.state?.includes('not known') === true),
  }
}

interface Started {
  readonly running: Running
  readonly files: readonly ChaosFile[]
}

function filesOf(started: Started | undefined): readonly ChaosFile[] {
  return started?.files ?? []
}

function endless(last: Ran | undefined): readonly string[] {
  return last?.exit === 0 ? [] : [`it never ends well: ${JSON.stringify(last?.packet)}`]
}

interface Judged {
  readonly marks: Awaited<ReturnType<typeof marksIn>>
  readonly single: boolean
}

/** The verdict, and what the packet says of the state, held against what is there. */
function wordsOf({ exit, packet, verdict, stderr }: Ran, files: readonly ChaosFile[], { marks, single }: Judged) {
  if (exit === null) return []
  const problems = verdict === undefined ? [`exit ${exit} without a verdict: ${stderr.slice(0, 200)}`] : []
  const state = exit === 0 ? `this run applied: ${files.map(({ name }) => name).join(', ')}` : packet?.state
  if (state === undefined) return problems
  const claims = claimsOf(state)
  if (claims === undefined) return [...problems, `words without a reading: ${state}`]
  return [...problems, ...wrongWords(claims, files, { marks, single })]
}

async function undisturbed(shared: Server, files: readonly ChaosFile[]) {
  await using db = await databaseOn(shared)
  using set = migrations(sqlOf(files))
  const { exit, packet, ms } = await runWavec(migrateStep(set), db)
  if (exit !== 0) throw new Error(`the undisturbed run ended in ${exit}: ${JSON.stringify(packet)}`)
  const expected = await asAdmin(shared, db.name, snapshot)
  return { expected, usual: ms }
}

function sqlOf(files: readonly ChaosFile[]): Readonly<Record<string, string>> {
  return Object.fromEntries(files.map(({ name, sql }) => [name, `${sql}\n`]))
}
