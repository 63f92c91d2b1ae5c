import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { Turn } from '../simulation.ts'

/** gitops-engine/pkg/health/health.go. A script that reaches no decision returns `''`. */
export interface Health {
  readonly status: 'Unknown' | 'Progressing' | 'Healthy' | 'Suspended' | 'Degraded' | 'Missing' | ''
  readonly message: string
}

/** How Argo CD judges a kind, and what the simulated controllers write into its status. */
export interface HealthCheck {
  /** Assumed seconds until an object is healthy, unless an outcome sets them. */
  readonly seconds: number
  check(manifest: Manifest): Health
  /** The status of an object in this state. */
  statusOf(turn: Turn, manifest: Manifest): JsonObject
}

export function health(status: Health['status'], message = ''): Health {
  return { status, message }
}

/** The number, or the default if the field is absent. */
export function number(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
