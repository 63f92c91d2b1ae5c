import { thrownText } from '../diagnostic/thrown.ts'
import type { HttpAnswer } from './http-answer.ts'

type Success = Omit<Extract<HttpAnswer, { readonly ok: true }>, 'ok' | 'ms'>

/** How an exchange reports its result. Only the first report counts. */
export interface Exchange {
  readonly answered: (answer: Success) => void
  readonly failed: (error: unknown) => void
  /** How far the exchange got, for the message of a timeout. */
  readonly reached: (stage: string) => void
}

export interface Bounds {
  readonly timeout: number
  readonly stop?: AbortSignal
}

/**
 * One exchange with a hard deadline. A socket's own timeout counts only silence and does not cover name resolution
 * (getaddrinfo can't be interrupted), so at the deadline the exchange is abandoned and answered with a timeout.
 */
export async function once({ timeout, stop }: Bounds, start: (exchange: Exchange) => () => void): Promise<HttpAnswer> {
  const began = performance.now()
  return new Promise((resolve) => {
    let stage = 'no connection'
    let abandon: (() => void) | undefined
    let isEnded = false
    const end = (answer: (ms: number) => HttpAnswer) => {
      if (isEnded) return
      isEnded = true
      clearTimeout(timer)
      stop?.removeEventListener('abort', stopped)
      resolve(answer(Math.round(performance.now() - began)))
      abandon?.()
    }
    const refuse = (code: string, message: string) => end((ms) => ({ ok: false, code, message, ms }))
    const stopped = () => refuse('stopped', 'stopped before an answer came')
    const timer = setTimeout(() => refuse('timeout', `${stage} within ${duration(timeout)}`), timeout)
    stop?.addEventListener('abort', stopped)
    if (stop?.aborted === true) return stopped()
    const failed = (error: unknown) => refuse(...refusal(error))
    try {
      abandon = start({
        answered: (answer) => end((ms) => ({ ok: true, ...answer, ms })),
        failed,
        reached: (next) => (stage = next),
      })
    } catch (error) {
      // Node throws for some faults, such as a header with a line break, instead of emitting an event.
      failed(error)
    }
    if (isEnded) abandon?.()
  })
}

function duration(ms: number): string {
  return ms < 1000 || ms % 1000 !== 0 ? `${ms} ms` : `${ms / 1000} s`
}

const explanations: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'no connection',
}

function refusal(error: unknown): [code: string, message: string] {
  if (!(error instanceof Error)) return ['failed', thrownText(error)]
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'failed'
  const known = explanations[code]
  if (known !== undefined) return [code, known]
  return [code, error.message === '' ? code : error.message]
}
