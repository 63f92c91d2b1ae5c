import type { ContainerState } from '../../connect/cluster.ts'
import { Failure } from '../../diagnostic/failure.ts'
import { untouched, type Watch } from './subject.ts'

/**
 * Fails the step because a container ended. The packet quotes the last lines of the instance that ended: once this pod has
 * ended too, `kubectl logs --previous` finds them no more.
 */
export async function failCrashed(watch: Watch, state: ContainerState, what: string): Promise<void> {
  const details = await lastLines(watch, state)
  watch.fail({
    code: 'candidate/restarted',
    message: `container ${state.name} ${what}${endedText(state)}`,
    details,
    state: untouched,
    next: watch.describe,
  })
}

export function endedText({ ended }: ContainerState): string {
  return ended === undefined ? '' : `: exit code ${ended.exitCode} (${ended.reason})`
}

/** Under a heading. */
export async function lastLines({ adapters }: Watch, state: ContainerState): Promise<readonly string[]> {
  try {
    const lines = await (await adapters.cluster?.())?.lastLines(state)
    if (lines === undefined) return []
    return lines.length === 0
      ? [`${state.name} wrote nothing before it ended`]
      : [`${state.name}, last lines:`, ...lines]
  } catch (error) {
    if (error instanceof Failure) return [`the last lines of ${state.name} can't be read: ${error.message}`]
    throw error
  }
}
