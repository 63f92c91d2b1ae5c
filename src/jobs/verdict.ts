import { at, parsed, textAt } from '../protocol/json.ts'

export interface ReadVerdict {
  readonly message: string
  readonly next: string | undefined
}

/** From a termination message; undefined if it is not one of wavec's, or was cut. */
export function verdictOf(text: string | undefined): ReadVerdict | undefined {
  const value = parsed(text ?? '')
  const message = textAt(value, 'message')
  if (at(value, 'wavec') !== 1 || message === undefined) return undefined
  return { message, next: textAt(value, 'next') }
}
