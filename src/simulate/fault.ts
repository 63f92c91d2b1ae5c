import type { Manifest } from '../manifest/manifest.ts'
import { healthCheckOf } from './health/index.ts'
import type { Outcome } from './simulation.ts'

/** What a person asks for: it fails, never ends, or takes so long. */
export type Fault =
  | { readonly kind: 'fail' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'slow'; readonly seconds: number }

/** The outcome that makes it so. What has no health, or can't be Degraded, fails by being refused. */
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
      return { ...about, after: check.seconds, turns: 'degraded' }
    }
  }
}
