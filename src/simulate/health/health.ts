import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Turn } from '../simulation.ts'

/** gitops-engine/pkg/health/health.go. `''` is what a script says that decides nothing. */
export interface Health {
  readonly status: 'Unknown' | 'Progressing' | 'Healthy' | 'Suspended' | 'Degraded' | 'Missing' | ''
  readonly message: string
}

/** How Argo CD judges a kind, and what the simulated controllers write into its status. */
export interface HealthCheck {
  /** How long it takes to turn healthy where nothing else is said: an assumption. */
  readonly seconds: number
  check(manifest: Manifest): Health
  /** The status of an object that has turned so. */
  statusOf(turn: Turn, manifest: Manifest): JsonObject
}

export function health(status: Health['status'], message = ''): Health {
  return { status, message }
}

/** A message about an object's own words, which may be absent. */
export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
