import type { Manifest } from '../manifest/manifest.ts'
import { assumedSeconds } from './health/assumed.ts'
import { healthCheckOf } from './health/index.ts'
import type { Outcome } from './simulation.ts'

/** What the user asks an object to do: fail, hang, or take this many seconds. One that fails can take that long, too. */
export type Fault =
  | { readonly kind: 'fail'; readonly seconds?: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly seconds: number }

/** The outcome that causes the fault. The API server refuses an object that has no health check or can't be Degraded. */
export function outcomeOf(fault: Fault, key: string, manifest: Manifest, attempt: number | undefined): Outcome {
  const about = { of: key, ...(attempt === undefined ? {} : { attempt }) }
  const check = healthCheckOf(manifest)
  switch (fault.kind) {
    case 'slow':
      return { ...about, after: fault.seconds, turns: 'healthy' }
    case 'hang':
      return { ...about, after: 0, turns: 'progressing' }
    case 'fail': {
      const degraded = check?.check({ ...manifest, status: check.statusOf('degraded', manifest) }).status === 'Degraded'
      if (check === undefined || !degraded) return { ...about, refuses: 'apply', message: 'refused, as --fail asks' }
      return { ...about, after: fault.seconds ?? assumedSeconds(manifest, check), turns: 'degraded' }
    }
  }
}
