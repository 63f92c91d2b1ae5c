/**
 * The phases of a sync in the order in which they run; SyncFail runs only after a failure. Argo CD v3.5.1,
 * gitops-engine/pkg/sync/common/types.go `SyncPhase`, sync_tasks.go `syncPhaseOrder`. What a hook annotation may say is
 * more than these: `manifest/annotations.ts`.
 */
export const phases = ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const
export type Phase = (typeof phases)[number]

export interface SyncPlace {
  readonly phase: Phase
  readonly wave: number
}

const order: Readonly<Record<Phase, number>> = { PreSync: 0, Sync: 1, PostSync: 2, SyncFail: 3 }

export function comparePhases(a: Phase, b: Phase): number {
  return order[a] - order[b]
}

/** Negative where Argo CD finishes `a` before it starts `b`; 0 where both run side by side. */
export function comparePlaces(a: SyncPlace, b: SyncPlace): number {
  return comparePhases(a.phase, b.phase) || a.wave - b.wave
}
