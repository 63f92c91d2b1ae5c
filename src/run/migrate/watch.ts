import { Failure } from '../../diagnostic/failure.ts'
import type { Session } from '../../connect/session.ts'
import type { Blocker } from '../../protocol/packet.ts'
import { blockersOf, describeBlocker } from '../blockers.ts'
import type { Adapters } from '../step-runner.ts'

/** Observes a session from a second connection, which is opened only for long statements. */
export interface Watch extends AsyncDisposable {
  /** Runs the work. Meanwhile it observes blockers and progress, and a stop cancels the work. */
  during<T>(work: Promise<T>): Promise<T>
  /** The last observed blockers of the last statement. */
  readonly blockers: () => readonly Blocker[]
}

/** Milliseconds between two cancel requests. */
const cancelAgain = 100

/**
 * `interval` in milliseconds must be well below the lock_timeout, or a wait ends before its blockers are read. One timer
 * serves all statements, because most end before it fires.
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
      // A statement that started after the last round has not run long enough.
      if (running !== 0 && running === seenEarlier) await look.once()
      seenEarlier = running
    }
  }
  const cancel = async (): Promise<void> => {
    await look.once()
    for (const isOver = (): boolean => running === 0; !isOver(); await clock.sleep(cancelAgain))
      // A backend that has not read the statement yet discards the cancel request, so it is repeated.
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
        // A bug in it is thrown at the end, where it is awaited.
        rounds.catch(() => undefined)
      }
      running = ++number
      if (stop.aborted) onStop()
      try {
        return await work
      } finally {
        running = 0
        // A late cancel request would hit the next statement.
        await ending
        ending = undefined
      }
    },
    [Symbol.asyncDispose]: async () => {
      stop.removeEventListener('abort', onStop)
      closed.abort()
      // First, because a look over a lost connection ends only when that is closed.
      await look[Symbol.asyncDispose]()
      await rounds
      await look[Symbol.asyncDispose]()
    },
  }
}

/** Reads blockers and progress over a connection that is opened on first use. */
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
        // The server may be full. Observing is optional and must not fail the work.
        if (!(error instanceof Failure)) throw error
        await close().catch(ignoreFailure)
      }
    },
    [Symbol.asyncDispose]: async () => close().catch(ignoreFailure),
  }
}

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

/** Logs each change, and every ten seconds if nothing changes. */
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
