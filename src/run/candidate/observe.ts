import type { Probe } from '../../protocol/step.ts'
import type { Packet } from '../../protocol/packet.ts'
import { newReadiness } from './readiness.ts'
import { watchPod } from './pod.ts'
import type { OwnProbe } from './probe.ts'
import { untouched, type Restarts, type Subject, type Watch } from './subject.ts'
import { watchPort } from './ports.ts'
import { watchContainer } from './watch.ts'
import { duration } from '../duration.ts'
import type { Adapters } from '../step-runner.ts'
import { Stopped } from '../stopped.ts'

export type Observed =
  | { readonly result: 'ok'; readonly restarts: Restarts; readonly warnings: readonly string[] }
  | { readonly result: 'failed' | 'retry'; readonly packet: Packet; readonly warnings: readonly string[] }

/**
 * Watches every container until all have been ready for `stableFor`, one has failed permanently, or the step has to stop.
 */
export async function observeCandidate(subject: Subject, adapters: Adapters): Promise<Observed> {
  const { candidate, namespace, pipeline, stage } = subject
  const pods = `-n ${namespace} -l wavec.dev/pipeline=${pipeline},wavec.dev/stage=${stage}`
  const began = adapters.clock.now()
  const end = new AbortController()
  const readiness = newReadiness(candidate.stableFor)
  const warnings: string[] = []
  let stable = false
  let failure: Packet | undefined
  const watch: Watch = {
    ...subject,
    adapters,
    readiness,
    over: AbortSignal.any([end.signal, adapters.stop]),
    warn: (warning) => void warnings.push(warning),
    fail: (packet) => {
      failure ??= packet
      end.abort()
    },
    check: () => {
      if (!readiness.isStable()) return
      stable = true
      end.abort()
    },
    refused: new Set(),
    logs: (container) => `kubectl logs ${pods} -c ${container}`,
    describe: `kubectl describe pod ${pods}`,
  }
  const restarts = await everyWatcher(watch, end)
  if (failure !== undefined) return { result: 'failed', packet: failure, warnings }
  if (stable) return { result: 'ok', restarts, warnings }
  if (stoppedBySignal(adapters.stop)) throw new Stopped(adapters.stop.reason)
  return { result: 'retry', packet: notReady(watch, adapters.clock.now() - began), warnings }
}

/** Probes each container at its own period, as the kubelet does. The readiness combines the results. */
async function everyWatcher(watch: Watch, end: AbortController): Promise<Restarts> {
  const { candidate, readiness } = watch
  const chains = candidate.containers.map((name) => ({
    name,
    probes: candidate.probes.filter(isOwn).filter(({ container }) => container === name),
  }))
  // Register every part before the first probe. Otherwise a part that is alone and ready would make the whole ready.
  for (const { name, probes } of chains)
    if (probes.length > 0) readiness.set(name, { since: undefined, confirmed: 0, last: 'not probed yet' })
  readiness.set(podPart, { since: undefined, confirmed: 0, last: 'its status has not been read yet' })
  try {
    const [restarts] = await Promise.all([
      watchPod(watch, podPart),
      ...chains.filter(({ probes }) => probes.length > 0).map(async ({ probes }) => watchContainer(watch, probes)),
      ...chains.flatMap(({ probes }) => probes.slice(-1)).map(async (probe) => watchPort(watch, probe)),
    ])
    return restarts
  } finally {
    end.abort()
  }
}

const podPart = 'pod'

function isOwn(probe: Probe): probe is OwnProbe {
  return probe.type !== 'exec'
}

function stoppedBySignal(stop: AbortSignal): boolean {
  const reason: unknown = stop.reason
  return (
    stop.aborted && !(typeof reason === 'object' && reason !== null && 'why' in reason && reason.why === 'deadline')
  )
}

function notReady({ readiness, candidate, logs }: Watch, after: number): Packet {
  const outstanding = readiness.outstanding()
  const first =
    candidate.containers.find((name) => readiness.get(name)?.since === undefined) ?? candidate.containers[0] ?? 'wavec'
  const message =
    outstanding.length === 0
      ? `the candidate became ready, but did not stay ready for ${duration(candidate.stableFor)} before the step ended after ${duration(after)}`
      : `the candidate is not ready after ${duration(after)}: ${outstanding.join(', ')}`
  return { code: 'candidate/not-ready', message, details: outstanding, state: untouched, next: logs(first) }
}
