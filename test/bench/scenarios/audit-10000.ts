import { audit } from '../../../src/audit/index.ts'
import { loadSources } from '../../../src/render/index.ts'
import { loadManifests } from '../../../src/manifest/load.ts'
import { median, ratio } from '../measure/interleave.ts'
import { timed } from '../measure/timed.ts'
import { timesAsLong, verdict } from '../measurement.ts'
import { syncedManifests } from '../repository/synced-manifests.ts'
import type { Measurement, Scenario } from '../scenario.ts'

/** In one process: what an audit adds to reading the same YAML, and whether it grows with the manifests alone. */
export const audit10000: Scenario = {
  summary: 'ten thousand manifests through every rule of the audit, as one unit',
  rounds: { full: 7, quick: 3 },
  run: (_, rounds) => measure(rounds),
}

function measure(rounds: number): readonly Measurement[] {
  const [few, many] = [syncedManifests(1_000), syncedManifests(10_000)]
  const parsed: number[] = []
  const whole: number[] = []
  const part: number[] = []
  let findings = 0
  for (let round = 0; round <= rounds; round++) {
    const alone = timed(() => loadManifests('all.yaml', many, 'any'))
    const all = timed(() => (findings = judge(many)))
    const some = timed(() => judge(few))
    // The first round warms the code up.
    if (round === 0) continue
    parsed.push(alone)
    whole.push(all)
    part.push(some)
  }
  const growth = ratio(whole, part) / 10
  return [
    timesAsLong({ what: `read and audit (${findings} findings) : read`, ours: whole, theirs: parsed }, 2),
    {
      what: '10,000 : 1,000, per manifest',
      result: `${growth.toFixed(2)}x`,
      detail: `${median(whole).toFixed(0)} ms : ${median(part).toFixed(0)} ms`,
      target: { text: '<= 1.3x', verdict: verdict(growth <= 1.3) },
    },
    {
      what: 'resident memory',
      result: `${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`,
      detail: 'of the bench itself',
    },
  ]
}

function judge(yaml: string): number {
  const tree = { read: () => absent, list: () => absent }
  const { units } = loadSources({ tree, paths: [], texts: { all: yaml } })
  return audit(units).length
}

const absent = { ok: false, problem: 'not-found' } as const
