import { interleave } from './measure/interleave.ts'
import { timesAsLong, timesFaster } from './measurement.ts'
import type { Measurement } from './scenario.ts'
import type { Workbench } from './workbench.ts'

/** Targets at one number of services. */
export interface CompileTargets {
  /** At most so many times as long as bare node. */
  readonly bareNode?: number
  /** At least so many times faster than cdk8s. */
  readonly cdk8s?: number
}

/** wavec against bare node and cdk8s, and against itself with nothing to do. */
export function measureCompile(
  bench: Workbench,
  count: number,
  rounds: number,
  targets: CompileTargets,
): Measurement[] {
  const { bareNode, fresh, unchanged, cdk8s } = bench.services(count)
  const timings = interleave({ bareNode, fresh, unchanged, cdk8s }, rounds)
  return [
    timesAsLong({ what: 'fresh : bare node', ours: timings.fresh, theirs: timings.bareNode }, targets.bareNode),
    timesFaster({ what: 'fresh : cdk8s', ours: timings.fresh, theirs: timings.cdk8s }, targets.cdk8s),
    timesAsLong({ what: 'unchanged : fresh', ours: timings.unchanged, theirs: timings.fresh }, 1),
  ]
}
