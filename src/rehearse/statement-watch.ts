import { observeAlone, type Observation } from './observation.ts'
import type { Snapshot } from './snapshot.ts'
import { mayOpenTransaction, openingOf } from './statements.ts'
import type { ProxyListener } from './proxy-listener.ts'
import { effectsOf, type Effects } from './trace.ts'

interface Running {
  readonly file: string
  readonly sql: string
  readonly started: number
  readonly observation: Observation | undefined
}

/** The status in ReadyForQuery: idle, in a transaction, in a failed transaction. */
export type Status = 'I' | 'T' | 'E'

/** Observes one backend, with snapshots between two statements, from within its own transaction. */
export interface StatementWatch {
  /** Called before a statement is forwarded. Returns the SQL to run in its place, if any. */
  readonly before: (
    sql: string,
    backend: { readonly pid: number; readonly state: 'idle' | 'busy' },
  ) => Promise<string | undefined>
  readonly failed: () => void
  /** Called when the server is ready for the next statement. */
  readonly after: (status: Status) => Promise<void>
}

export function watchStatements(listener: ProxyListener, ask: () => Promise<Snapshot | undefined>): StatementWatch {
  let open: Snapshot | undefined
  let last: Snapshot | undefined
  let running: Running | undefined
  let hasFailed = false

  const record = ({ file, sql, observation }: Running, ms: number, effects: Effects): void => {
    const observed = observation === undefined ? 'transaction' : 'alone'
    listener.traced({ file, sql, ms, observed, ...effects, ...(hasFailed ? { failed: true } : {}) })
  }

  return {
    before: async (message, { pid, state }) => {
      const opening = openingOf(message)
      const sql = message.slice(opening.length)
      const file = listener.fileOf(sql)
      if (state === 'idle' && (file !== undefined || mayOpenTransaction(message))) open = last = await ask()
      if (file === undefined) return undefined
      const observation = state === 'idle' && opening === '' ? await observeAlone(listener, { pid, sql }) : undefined
      hasFailed = false
      running = { file, sql, started: performance.now(), observation }
      const other = listener.inPlaceOf(file)
      return other === undefined ? undefined : opening + other
    },
    failed: () => void (hasFailed = true),
    after: async (status) => {
      const ended = running
      running = undefined
      const ms = ended === undefined ? 0 : performance.now() - ended.started
      const locks = await ended?.observation?.end()
      if (open === undefined) return
      if (ended === undefined && status === 'I') return void (open = undefined)
      // A failed transaction answers only with errors.
      const now = status === 'E' ? undefined : await ask()
      if (ended !== undefined)
        record(ended, ms, { ...effectsFrom(open, last, now), ...(locks === undefined ? {} : { locks }) })
      last = now ?? last
    },
  }
}

function effectsFrom(open: Snapshot, before: Snapshot | undefined, after: Snapshot | undefined): Effects {
  return before === undefined || after === undefined ? nothingSeen : effectsOf({ open, before, after })
}

const nothingSeen: Effects = { locks: [], rewritten: [], scanned: [], created: [] }
