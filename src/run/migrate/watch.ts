import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Blocker } from '../../protocol/packet.ts'
import { blockersOf, describeBlocker } from '../blockers.ts'
import type { Adapters } from '../step-runner.ts'

/** Looks over a session's shoulder from a second connection, which is opened only for what takes long. */
export interface Watch extends AsyncDisposable {
  /** The work itself; meanwhile blockers and progress are observed, and a stop cancels it. */
  during<T>(work: Promise<T>): Promise<T>
  /** Who was seen last to be in the way of what ran last. */
  readonly blockers: () => readonly Blocker[]
}

/** Milliseconds; a statement that is over is not noticed earlier. */
const cancelAgain = 100

/**
 * `interval` in milliseconds must be well below the lock_timeout, or nobody is seen before the wait is over. One timer
 * serves all statements: most are over before it rings.
 */
export function watch(session: Session, adapters: Adapters, interval: number): Watch {
  const { clock, stop } = adapters
  const closed = new AbortController()
  const look = newLook(session, adapters)
  let running = 0
  let seenEarlier = 0
  let ending: Promise<void> | undefined

  const round = async (): Promise<void> => {
    while (!closed.signal.aborted) {
      await clock.sleep(interval, closed.signal)
      // What started since the last round has not taken long yet.
      if (running !== 0 && running === seenEarlier) await look.once()
      seenEarlier = running
    }
  }
  const cancel = async (): Promise<void> => {
    await look.once()
    for (const isOver = (): boolean => running === 0; !isOver(); await clock.sleep(cancelAgain))
      // A backend that has not read the statement yet knows nothing of it, and forgets that it was to be cancelled.
      await session.cancel()
  }
  const onStop = (): void => {
    if (running !== 0) ending ??= cancel()
  }
  let rounds: Promise<void> | undefined
  let number = 0
  stop.addEventListener('abort', onStop)
  return {
    blockers: look.seen,
    during: async (work) => {
      look.forget()
      if (rounds === undefined) {
        rounds = round()
        // A bug in it is thrown where it is awaited, at the end.
        rounds.catch(() => undefined)
      }
      running = ++number
      if (stop.aborted) onStop()
      try {
        return await work
      } finally {
        running = 0
        // What is cancelled late would hit the next statement.
        await ending
        ending = undefined
      }
    },
    [Symbol.asyncDispose]: async () => {
      stop.removeEventListener('abort', onStop)
      closed.abort()
      await rounds
      await look[Symbol.asyncDispose]()
    },
  }
}

/** Who is in the way, seen from a connection that is opened when somebody looks for the first time. */
function newLook(session: Session, adapters: Adapters) {
  let observer: Promise<Session> | undefined
  let seen: readonly Blocker[] = []
  const progress = progressLog(adapters)
  const close = async (): Promise<void> => {
    const open = observer
    observer = undefined
    await (await open)?.[Symbol.asyncDispose]()
  }
  return {
    seen: () => seen,
    forget: () => {
      seen = []
    },
    once: async (): Promise<void> => {
      try {
        observer ??= session.another()
        const at = await observer
        const now = await blockersOf(at, session.pid)
        if (now.length > 0) seen = now
        progress(await progressOf(at, session.pid), now)
      } catch (error) {
        // The server may be full: what is observed is a help, and must not fail the work.
        if (!(error instanceof Failure)) throw error
        await close().catch(ignoreFailure)
      }
    },
    [Symbol.asyncDispose]: async () => close().catch(ignoreFailure),
  }
}

/** The same one that could not be opened. */
function ignoreFailure(error: unknown): void {
  if (!(error instanceof Failure)) throw error
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
