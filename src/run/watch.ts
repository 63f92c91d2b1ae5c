import { Failure } from '../connect/failure.ts'
import type { Session } from '../connect/session.ts'
import type { Blocker } from '../contract/packet.ts'
import { blockersOf, describeBlocker } from './blockers.ts'
import type { Adapters } from './step-runner.ts'

/** Looks over a session's shoulder from a second connection, which is opened only for what takes long. */
export interface Watch extends AsyncDisposable {
  /** The work itself; meanwhile blockers and progress are observed, and a stop cancels it. */
  during<T>(work: Promise<T>): Promise<T>
  /** Who was seen last to be in the way of what ran last. */
  readonly blockers: () => readonly Blocker[]
}

/** `interval` in milliseconds must be well below the lock_timeout, or nobody is seen before the wait is over. */
export function watch(session: Session, adapters: Adapters, interval: number): Watch {
  let observer: Session | undefined
  let seen: readonly Blocker[] = []
  const progress = progressLog(adapters)
  const look = async (): Promise<void> => {
    try {
      observer ??= await session.another()
      const now = await blockersOf(observer, session.pid)
      if (now.length > 0) seen = now
      progress(await progressOf(observer, session.pid), now)
    } catch (error) {
      // The server may be full: what is observed is a help, and must not fail the work.
      if (!(error instanceof Failure)) throw error
      await observer?.[Symbol.asyncDispose]()
      observer = undefined
    }
  }
  return {
    blockers: () => seen,
    during: async (work) => {
      seen = []
      const { clock, stop } = adapters
      while (!(await settles(work, clock.sleep, interval, stop)) && !stop.aborted) await look()
      if (stop.aborted && !(await settles(work, clock.sleep, 0))) {
        await look()
        await session.cancel()
      }
      return work
    },
    [Symbol.asyncDispose]: async () => observer?.[Symbol.asyncDispose](),
  }
}

async function settles(
  work: Promise<unknown>,
  sleep: Adapters['clock']['sleep'],
  ms: number,
  stop?: AbortSignal,
): Promise<boolean> {
  const settled = new AbortController()
  const end = (): true => {
    settled.abort()
    return true
  }
  const signal = stop === undefined ? settled.signal : AbortSignal.any([settled.signal, stop])
  return Promise.race([work.then(end, end), sleep(ms, signal).then(() => settled.signal.aborted)])
}

async function progressOf(observer: Session, pid: number): Promise<string | undefined> {
  const sql = `select phase, blocks_total, blocks_done, lockers_total, lockers_done from pg_stat_progress_create_index where pid = $1`
  const [row] = (await observer.query(sql, [pid])).rows
  if (row === undefined) return undefined
  const total = Number(row['blocks_total'] ?? 0)
  const share = total > 0 ? `, ${Math.floor((100 * Number(row['blocks_done'] ?? 0)) / total)}%` : ''
  const lockers =
    Number(row['lockers_total'] ?? 0) > 0 ? `, ${row['lockers_done']} of ${row['lockers_total']} sessions` : ''
  return `${row['phase']}${share}${lockers}`
}

/** A line when what is seen changes, and one in ten seconds while it doesn't. */
function progressLog({ clock, log }: Adapters) {
  let last = ''
  let at = 0
  return (progress: string | undefined, blockers: readonly Blocker[]): void => {
    const [first] = blockers
    const key = `${progress?.replace(/, .*/, '')} ${blockers.map(({ pid }) => pid).join()}`
    if ((progress === undefined && first === undefined) || (key === last && clock.now() - at < 10_000)) return
    last = key
    at = clock.now()
    log.info(progress ?? 'waiting for a lock', { blockedBy: blockers.map(describeBlocker) })
  }
}
