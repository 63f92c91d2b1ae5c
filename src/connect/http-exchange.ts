import type { HttpAnswer } from './http.ts'

type Success = Omit<Extract<HttpAnswer, { readonly ok: true }>, 'ok' | 'ms'>

/** How an exchange tells what became of it. Only the first word counts. */
export interface Exchange {
  readonly answered: (answer: Success) => void
  readonly failed: (error: unknown) => void
  /** How far it came, for the message of a timeout. */
  readonly reached: (stage: string) => void
}

export interface Bounds {
  readonly timeout: number
  readonly stop?: AbortSignal
}

/**
 * One exchange with a hard end. Sockets' own timeouts count silence only, and none of them covers the lookup of a name
 * (getaddrinfo can't be interrupted): the answer comes at the deadline all the same, and the exchange is abandoned.
 */
export async function once({ timeout, stop }: Bounds, start: (exchange: Exchange) => () => void): Promise<HttpAnswer> {
  const began = performance.now()
  return new Promise((resolve) => {
    let stage = 'no connection'
    let abandon: (() => void) | undefined
    let settled = false
    const settle = (answer: (ms: number) => HttpAnswer) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      stop?.removeEventListener('abort', stopped)
      resolve(answer(Math.round(performance.now() - began)))
      abandon?.()
    }
    const refuse = (code: string, message: string) => settle((ms) => ({ ok: false, code, message, ms }))
    const stopped = () => refuse('stopped', 'stopped before it answered')
    const timer = setTimeout(() => refuse('timeout', `${stage} within ${duration(timeout)}`), timeout)
    stop?.addEventListener('abort', stopped)
    if (stop?.aborted === true) return stopped()
    const failed = (error: unknown) => refuse(...refusal(error))
    try {
      abandon = start({
        answered: (answer) => settle((ms) => ({ ok: true, ...answer, ms })),
        failed,
        reached: (next) => (stage = next),
      })
    } catch (error) {
      // Node refuses e.g. a header with a line break at once, instead of by an event.
      failed(error)
    }
    if (settled) abandon?.()
  })
}

/** A person's duration, e.g. `500 ms` or `10 s`. */
function duration(ms: number): string {
  return ms < 1000 || ms % 1000 !== 0 ? `${ms} ms` : `${ms / 1000} s`
}

const explanations: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no connection',
}

/** Several addresses of one name fail together; the first one's code is told. */
function refusal(error: unknown): [code: string, message: string] {
  if (!(error instanceof Error)) return ['failed', String(error)]
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'failed'
  const known = explanations[code]
  if (known !== undefined) return [code, known]
  return [code, error.message === '' ? code : error.message]
}
