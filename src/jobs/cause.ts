/**
 * Why a pod failed, or what it waits for: the verdict of wavec's container, else how a container ended, else what kept it
 * from starting. After the pod's deadline the kubelet forgets what a container waited for, and only events still say it.
 */
import { nameOf } from './api-object.ts'
import { containersOf, type Container } from './container.ts'
import { conditionMessage, warningOf } from './event.ts'
import { numberAt, textAt } from '../protocol/json.ts'
import { verdictOf } from './verdict.ts'

export interface Cause {
  readonly kind: 'verdict' | 'ended' | 'never-started' | 'unknown'
  /** A sentence without its end. */
  readonly text: string
  /** A line to type; undefined where the sentence is all there is. */
  readonly next: string | undefined
  readonly exitCode?: number
}

/** The one whose result is the stage's first. */
const ownContainers = ['wavec', 'stamp', 'complete']

/** Undefined where the pod shows neither a failure nor that it waits. */
export function causeOf(pod: unknown, events: readonly unknown[] | undefined): Cause | undefined {
  const containers = containersOf(pod)
  const own = ownContainers.flatMap((name) => containers.filter((each) => each.name === name))
  const others = containers.filter((each) => !own.includes(each))
  // A container that is stopped because another one never started ends with an exit code, too.
  return (
    firstThatFailed(pod, own) ??
    missing(pod, containers, events) ??
    firstThatFailed(pod, others) ??
    neverStarted(pod, containers, events) ??
    podReason(pod)
  )
}

function firstThatFailed(pod: unknown, containers: readonly Container[]): Cause | undefined {
  for (const container of containers) {
    const cause = endedBadly(pod, container)
    if (cause !== undefined) return cause
  }
  return undefined
}

function endedBadly(pod: unknown, { name, state }: Container): Cause | undefined {
  if (state.kind !== 'ended' || state.exitCode === 0) return undefined
  const { exitCode } = state
  const verdict = verdictOf(state.message)
  if (verdict !== undefined) return { kind: 'verdict', text: verdict.message, next: verdict.next, exitCode }
  const next = `kubectl -n ${namespaceOf(pod)} logs ${nameOf(pod)} -c ${name}`
  return { kind: 'ended', text: `container ${name} ${endOf(pod, state)}`, next, exitCode }
}

/** Not its output, which may hold data. */
function endOf(pod: unknown, { exitCode, reason }: { readonly exitCode: number; readonly reason: string }): string {
  if (reason === 'OOMKilled') return `ran out of memory (OOMKilled, exit code ${exitCode})`
  if (exitCode === 137 && textAt(pod, 'status', 'reason') === 'DeadlineExceeded')
    return `was killed ${deadlineOf(pod)} (exit code 137)`
  return `ended with exit code ${exitCode}${reason === 'Error' ? '' : ` (${reason})`}`
}

function deadlineOf(pod: unknown): string {
  const seconds = numberAt(pod, 'spec', 'activeDeadlineSeconds')
  return seconds === undefined ? "at the pod's deadline" : `at the pod's deadline of ${seconds} s`
}

/** Not what every container waits for while others are started. */
const ordinary: ReadonlySet<string> = new Set(['PodInitializing', 'ContainerCreating', 'unknown'])

/** What a container waits for, or waited for until the pod ended. */
function missing(
  pod: unknown,
  containers: readonly Container[],
  events: readonly unknown[] | undefined,
): Cause | undefined {
  const waiting = containers.filter(isWaiting)
  if (waiting.length === 0 && containers.length > 0) return undefined
  const what = statedBy(waiting) ?? warnedOf(pod, { waiting, containers, events }) ?? unscheduled(pod)
  return what === undefined ? undefined : notStarted(pod, containers, what)
}

/** Of a pod that is over and ran no container, with nothing left that says why. */
function neverStarted(
  pod: unknown,
  containers: readonly Container[],
  events: readonly unknown[] | undefined,
): Cause | undefined {
  if (!isOver(pod) || !containers.some(isWaiting) || containers.some(hasStarted)) return undefined
  return notStarted(pod, containers, events === undefined ? 'its events were not read' : 'no event says why')
}

function notStarted(pod: unknown, containers: readonly Container[], what: string): Cause {
  const name = nameOf(pod)
  const did = containers.some(hasStarted) ? 'did not get to run wavec' : 'never started'
  const ended = isOver(pod) ? `, and ended ${endedBy(pod)}` : ''
  const next = `kubectl -n ${namespaceOf(pod)} get events --field-selector involvedObject.name=${name}`
  return { kind: 'never-started', text: `${what} (pod ${name} ${did}${ended})`, next }
}

/** A pod that never started is also ended by an eviction, or because its Job is over. */
function endedBy(pod: unknown): string {
  const reason = textAt(pod, 'status', 'reason')
  if (reason === 'DeadlineExceeded') return deadlineOf(pod)
  return reason === undefined ? 'for a reason that its status does not name' : `as ${reason}`
}

function isWaiting({ state }: Container): boolean {
  return state.kind === 'waits' || state.kind === 'never-started'
}

function hasStarted({ state }: Container): boolean {
  return state.kind === 'runs' || state.kind === 'ended'
}

function isOver(pod: unknown): boolean {
  return textAt(pod, 'status', 'phase') === 'Failed'
}

function statedBy(waiting: readonly Container[]): string | undefined {
  for (const { name, image, state } of waiting)
    if (state.kind === 'waits' && !ordinary.has(state.reason)) return told({ name, image }, state.reason, state.message)
  return undefined
}

interface About {
  readonly waiting: readonly Container[]
  readonly containers: readonly Container[]
  readonly events: readonly unknown[] | undefined
}

/** What an event says of the pod counts until a container has started, and what it says of a container while that waits. */
function warnedOf(pod: unknown, { waiting, containers, events }: About): string | undefined {
  const warning = warningOf(pod, events ?? [])
  if (warning === undefined) return undefined
  const container = waiting.find(({ name }) => name === warning.container)
  if (container === undefined && containers.some(hasStarted)) return undefined
  return told(container, warning.reason, warning.message)
}

function unscheduled(pod: unknown): string | undefined {
  const message = conditionMessage(pod, 'PodScheduled')
  return message === undefined ? undefined : `no node takes it: ${message}`
}

/** The kubelet's reasons where an image is what is missing (pkg/kubelet/images/types.go). */
const imageReasons: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'ErrImageNeverPull',
  'InvalidImageName',
  'ImageInspectError',
  'RegistryUnavailable',
])

function told(
  container: Pick<Container, 'name' | 'image'> | undefined,
  reason: string,
  message: string | undefined,
): string {
  const said = (message ?? '').replace(/^Error: /, '')
  const who = container === undefined ? '' : `container ${container.name}: `
  if (imageReasons.has(reason)) return `${who}${imageReason(container, reason)}${said === '' ? '' : `: ${said}`}`
  // The kubelet's own word for "container failed", which adds nothing to its message.
  if (reason === 'Failed' && said !== '') return `${who}${said}`
  return `${who}${reason}${said === '' ? '' : `: ${said}`}`
}

function imageReason(container: Pick<Container, 'image'> | undefined, reason: string): string {
  return `image ${container?.image ?? ''} can't be pulled (${reason})`
}

/** Of a pod that the node gave up: evicted, lost, refused. */
function podReason(pod: unknown): Cause | undefined {
  const [reason, message] = [textAt(pod, 'status', 'reason'), textAt(pod, 'status', 'message')]
  if (textAt(pod, 'status', 'phase') !== 'Failed' || reason === undefined) return undefined
  const text = `pod ${nameOf(pod)} failed: ${[reason, message].filter((part) => part !== undefined).join(': ')}`
  return { kind: 'unknown', text, next: `kubectl -n ${namespaceOf(pod)} get pod ${nameOf(pod)} -o yaml` }
}

function namespaceOf(pod: unknown): string {
  return textAt(pod, 'metadata', 'namespace') ?? 'default'
}
