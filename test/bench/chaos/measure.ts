import { majors, type Major } from '../../support/postgres.ts'
import { verdict } from '../measurement.ts'
import { randomFrom } from '../repository/random.ts'
import type { Measurement } from '../scenario.ts'
import { faultNames, faults, type FaultName } from './faults.ts'
import { playRound, type Round } from './round.ts'
import { chaosServer } from './site.ts'

/** Each major has a server of its own, and plays its rounds one after the other. */
export async function measureChaos(seed: number, rounds: number): Promise<readonly Measurement[]> {
  const played = await Promise.all(majors.map((major) => playedOn(major, seed, rounds)))
  return played.flatMap((list, index) => measurementsOf(majors[index] ?? 15, list))
}

async function playedOn(major: Major, seed: number, rounds: number): Promise<readonly Round[]> {
  const server = await chaosServer(major)
  const random = randomFrom(seed + major)
  const lots = faultNames.flatMap((name) => Array.from({ length: faults[name].weight }, () => name))
  const list: Round[] = []
  for (let number = 0; number < rounds; number++) {
    const fault = lots[random.next(lots.length)] ?? 'SIGKILL'
    const round = await playRound(server, fault, seed * 1_000_003 + major * 10_007 + number)
    list.push(round)
    for (const problem of round.problems)
      process.stderr.write(`PostgreSQL ${major}, ${fault}, seed ${round.seed}: ${problem}\n`)
    if (list.length % 25 === 0) process.stderr.write(`PostgreSQL ${major}: ${list.length} of ${rounds}\n`)
  }
  return list
}

function measurementsOf(major: Major, list: readonly Round[]): readonly Measurement[] {
  const line = (what: string, some: readonly Round[]): Measurement => {
    const bad = some.filter(({ problems }) => problems.length > 0).length
    const [hit, unknown] = [some.filter((round) => round.hit).length, some.filter((round) => round.unknown).length]
    return {
      what,
      result: `${bad} bad`,
      detail: `${some.length} faults, ${hit} hit, ${unknown} said "not known"`,
      target: { text: '0 bad', verdict: verdict(bad === 0) },
    }
  }
  const named = (name: FaultName): readonly Round[] => list.filter(({ fault }) => fault === name)
  return [...faultNames.map((name) => line(`${major}: ${name}`, named(name))), line(`${major}: all`, list)]
}
