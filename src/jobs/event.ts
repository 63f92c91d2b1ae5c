import { uidOf } from './api-object.ts'
import { asList, at, textAt } from '../protocol/json.ts'

/** Warnings that tell what follows from a fault that another event names. */
const consequences: ReadonlySet<string> = new Set([
  'BackOff',
  'Unhealthy',
  'DeadlineExceeded',
  'BackoffLimitExceeded',
  'PodFailurePolicy',
])

/**
 * What the events of an object blame. Of the newest kind of warning the longest: the kubelet says `Error: ErrImagePull` and
 * `Failed to pull image … no such host` under one reason. Undefined if there is none.
 */
export function warningOf(object: unknown, events: readonly unknown[]): Warning | undefined {
  const uid = uidOf(object)
  const own = events.filter(
    (event) =>
      uid !== undefined &&
      textAt(event, 'involvedObject', 'uid') === uid &&
      textAt(event, 'type') === 'Warning' &&
      !consequences.has(textAt(event, 'reason') ?? ''),
  )
  const [newest] = own.toSorted((a, b) => compare(seenAt(b), seenAt(a)))
  if (newest === undefined) return undefined
  const reason = textAt(newest, 'reason') ?? ''
  const same = own.filter((event) => textAt(event, 'reason') === reason)
  const [longest] = same.toSorted((a, b) => messageOf(b).length - messageOf(a).length)
  const [, container] = /\{(.+)\}$/.exec(textAt(newest, 'involvedObject', 'fieldPath') ?? '') ?? []
  return { reason, message: messageOf(longest), container }
}

export interface Warning {
  readonly reason: string
  readonly message: string
  readonly container: string | undefined
}

function messageOf(event: unknown): string {
  return textAt(event, 'message') ?? ''
}

/** An event of the newer API counts in its series. */
function seenAt(event: unknown): string {
  return (
    textAt(event, 'series', 'lastObservedTime') ??
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'eventTime') ??
    textAt(event, 'metadata', 'creationTimestamp') ??
    ''
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Conditions that say what the scheduler or the kubelet waits for. */
export function conditionMessage(pod: unknown, type: string): string | undefined {
  const found = asList(at(pod, 'status', 'conditions')).find(
    (condition) => textAt(condition, 'type') === type && textAt(condition, 'status') === 'False',
  )
  return textAt(found, 'message')
}
