import { Failure } from '../diagnostic/failure.ts'
import { nearest } from '../diagnostic/nearest.ts'

/** How a command line is to be typed where nothing is installed globally. */
export const wavec = 'npx wavec'

/** The command line is wrong. */
export function misused(message: string, next: string): Failure {
  return new Failure(message, { code: 'usage', exit: 2, next })
}

/** `; did you mean X?`, or nothing if no candidate is near. */
export function suggestion(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates)
  return near === undefined ? '' : `; did you mean ${near}?`
}
