import { loadManifests } from '../../../src/manifest/load.ts'
import { simulate } from '../../../src/simulate/index.ts'
import { manualSync } from '../../../src/simulate/operation/defaults.ts'
import { median, ratio } from '../measure/interleave.ts'
import { timed } from '../measure/timed.ts'
import { timesAsLong, verdict } from '../measurement.ts'
import type { Measurement, Scenario } from '../scenario.ts'
import { syncedManifests } from '../repository/synced-manifests.ts'

/** In one process: what a simulation adds to reading the same YAML, and whether it grows with the manifests alone. */
export const simulate10000: Scenario = {
  summary: 'ten thousand manifests through Argo CD, in ten waves',
  rounds: { full: 7, quick: 3 },
  run: (_, rounds) => measure(rounds),
}

function measure(rounds: number): readonly Measurement[] {
  const [few, many] = [syncedManifests(1_000), syncedManifests(10_000)]
  const parsed: number[] = []
  const played: number[] = []
  const playedFew: number[] = []
  let passes = 0
  for (let round = 0; round <= rounds; round++) {
    const alone = timed(() => loadManifests('all.yaml', many, 'any'))
    const whole = timed(() => (passes = play(many)))
    const part = timed(() => play(few))
    // The first round warms the code up.
    if (round === 0) continue
    parsed.push(alone)
    played.push(whole)
    playedFew.push(part)
  }
  const growth = ratio(played, playedFew) / 10
  return [
    timesAsLong({ what: `read and simulate (${passes} passes) : read`, ours: played, theirs: parsed }, 2),
    {
      what: '10,000 : 1,000, per manifest',
      result: `${growth.toFixed(2)}x`,
      detail: `${median(played).toFixed(0)} ms : ${median(playedFew).toFixed(0)} ms`,
      target: { text: '<= 1.3x', verdict: verdict(growth <= 1.3) },
    },
    {
      what: 'resident memory',
      result: `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
      detail: 'of the bench itself',
    },
  ]
}

function play(yaml: string): number {
  const targets = loadManifests('all.yaml', yaml, 'any').manifests.map(({ manifest }) => manifest)
  return simulate({ title: 'bench', targets, live: [], operation: manualSync, outcomes: [] }).passes.length
}
