import type { Operation } from '../simulation.ts'

/**
 * A manual sync of an Application without a syncPolicy. Back-off defaults: Argo CD v3.5.1,
 * pkg/apis/application/v1alpha1/application_defaults.go; delay: controller/sync.go `delayBetweenSyncWaves`.
 */
export const manualSync: Operation = {
  namespace: 'default',
  revision: 'abcdef1234567',
  startedAt: 0,
  prune: false,
  force: false,
  skipHooks: false,
  resources: undefined,
  syncOptions: [],
  managesNamespaceMetadata: false,
  pruneConfirmed: false,
  retry: { limit: 0, duration: 5, factor: 2, maxDuration: 180 },
  waveDelay: 2,
  timeout: 0,
  terminateAt: undefined,
  unknownKinds: [],
  project: 'default',
  forbidden: [],
}
