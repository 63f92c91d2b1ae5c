import { untouched, type Watch } from './subject.ts'
import type { OwnProbe } from './probe.ts'
import { duration } from '../duration.ts'

/**
 * How often the port of a container that should stay ready is tried. A restart leaves it closed for longer: the kubelet
 * looks for ended containers once a second (kubernetes/pkg/kubelet/kubelet.go, genericPlegRelistPeriod).
 */
const period = 250
/** How long a refused connection waits for the pod's status to say how the container ended. */
const statusDelay = 10_000

/**
 * Between two probes a container can end and be back. Its port then refuses connections, which this sees, also where the
 * pod may not read its own status.
 */
export async function watchPort(watch: Watch, { container, port }: OwnProbe): Promise<void> {
  const { adapters, over, readiness, refused } = watch
  for (; !over.aborted; await adapters.clock.sleep(period, over)) {
    const from = readiness.readySince()
    if (from === undefined) continue
    const answer = await adapters.http.connect({ host: 'localhost', port, timeout: period, stop: over })
    if (answer.ok || answer.code !== 'ECONNREFUSED') continue
    const after = duration(adapters.clock.now() - from)
    adapters.log.warn(`${container} refused a connection on port ${port}, ${after} after everything was ready`)
    // Keeps the candidate from passing until it is known how the container ended.
    readiness.set(`${container} port ${port}`, { since: undefined, confirmed: 0, last: 'connection refused' })
    refused.add(container)
    if (watch.candidate.observeRestarts) await adapters.clock.sleep(statusDelay, over)
    return watch.fail({
      code: 'candidate/restarted',
      message: `container ${container} refused a connection on port ${port} while it should stay ready: it ended, or it was restarted`,
      state: untouched,
      next: watch.describe,
    })
  }
}
