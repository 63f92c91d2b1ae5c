/**
 * HTTP checks: compares an answer with what was expected. A verdict is one line with both, because it appears in a log, a
 * termination message and the ledger.
 */
import type { HttpAnswer } from '../../connect/http-answer.ts'
import { nothingElse } from '../../diagnostic/nothing-else.ts'
import { jsonMismatch } from './json.ts'
import type { StepOf } from '../step-runner.ts'

/** A check without its port, which is part of the base URL. */
export type Check = Omit<StepOf<'verify'>['http'][number], 'port'>

export type Verdict =
  | { readonly passed: true; readonly ms: number }
  | {
      readonly passed: false
      /** For example `expected status 200, found 503: "no database"`. */
      readonly why: string
      /** `no`: no server listens at the address, or the host does not exist. A wrong answer is `yes`. */
      readonly serving: 'yes' | 'no'
    }

/** Codes that mean that there is no server. A proxy without endpoints refuses the connection or has no route. */
const notServing = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'])

export function judge(answer: HttpAnswer, check: Check): Verdict {
  // The request took path and timeout.
  const { path: _path, timeout: _timeout, status, json, ...rest } = check
  nothingElse(rest)
  if (!answer.ok) {
    const why = `expected status ${status}, found no answer: ${answer.message}`
    return { passed: false, why, serving: notServing.has(answer.code) ? 'no' : 'yes' }
  }
  const why =
    answer.status === status ? bodyMismatch(answer, json) : `expected status ${status}, found ${foundStatus(answer)}`
  return why === undefined ? { passed: true, ms: answer.ms } : { passed: false, why, serving: 'yes' }
}

type Answered = Extract<HttpAnswer, { readonly ok: true }>

function bodyMismatch({ body, cut }: Answered, json: Check['json']): string | undefined {
  if (json === undefined) return undefined
  if (cut === true) return 'expected JSON, found a body longer than 1 MiB'
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return `expected JSON, found ${body === '' ? 'an empty body' : excerpt(body)}`
  }
  for (const [path, expected] of Object.entries(json)) {
    const mismatch = jsonMismatch(value, path, expected)
    if (mismatch !== undefined) return mismatch
  }
  return undefined
}

/** The status and its explanation: the target of a redirect, or the start of the body. */
export function foundStatus({ status, location, body }: Answered): string {
  if (location !== undefined) return `${status} to ${excerpt(location)}`
  return body.trim() === '' ? String(status) : `${status}: ${excerpt(body)}`
}

const excerptLimit = 120

/** The start of a text on one line, in quotes, without control characters that would move a terminal's cursor. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 4 * excerptLimit)
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
  return JSON.stringify(line.length > excerptLimit ? `${line.slice(0, excerptLimit)}…` : line)
}
