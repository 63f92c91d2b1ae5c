import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { verdict } from '../measurement.ts'
import type { Measurement } from '../scenario.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Runs the kill test with more kills: it passes if the assertions on each rerun hold. */
export function measureKills(seed: number, kills: number): readonly Measurement[] {
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--test-reporter=spec', 'test/run.ts', 'migrate-kill'],
    {
      cwd: root,
      env: { ...process.env, WAVEC_SEED: String(seed), WAVEC_KILLS: String(kills) },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 2],
      maxBuffer: 2 ** 26,
    },
  )
  const measured = [...stdout.matchAll(/(\d+) of (\d+) on (PostgreSQL \d+) were killed before they were done/g)].map(
    ([, before = '', all = '', server = '']): Measurement => ({
      what: `killed on ${server}, each rerun converges`,
      result: `${all} of ${all}`,
      detail: `${before} before they were done`,
      target: { text: 'all', verdict: verdict(status === 0) },
    }),
  )
  if (status !== 0) process.stderr.write(stdout)
  return measured.length > 0 ? measured : [failed(kills)]
}

function failed(kills: number): Measurement {
  const target = { text: 'all', verdict: verdict(false) }
  return { what: 'killed, each rerun converges', result: `not all of ${kills}`, detail: 'see above', target }
}
