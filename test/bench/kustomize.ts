import { interleave } from './measure/interleave.ts'
import { notMeasured, timesFaster } from './measurement.ts'
import { findKubectl } from './peers/kubectl.ts'
import type { Measurement } from './scenario.ts'
import type { Workbench } from './workbench.ts'

/** wavec, which generates the files, against kubectl, which only concatenates them. */
export function measureKustomize(bench: Workbench, count: number, rounds: number, least?: number): Measurement {
  const what = 'fresh : kubectl kustomize'
  if (findKubectl() === undefined) return notMeasured(what, 'no kubectl here')
  const { fresh, kustomize } = bench.services(count)
  const timings = interleave({ fresh, kustomize }, rounds)
  return timesFaster({ what, ours: timings.fresh, theirs: timings.kustomize }, least)
}
