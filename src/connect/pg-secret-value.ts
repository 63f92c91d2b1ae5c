import { Failure } from '../diagnostic/failure.ts'

/** A part of the connection as it was given, with the name under which the user finds it. */
export interface GivenValue {
  /** `host (PGHOST)`, or `host in DATABASE_URL`. */
  readonly name: string
  readonly value: string | undefined
}

/**
 * Refuses what a value of a Secret gets by accident: `echo value | base64` adds a line break, an editor a byte order mark.
 * No value is shown.
 */
export function refuseStrayCharacters({ name, value = '' }: GivenValue): void {
  for (const { form, what } of strays) if (form.test(value)) throw stray(`the ${name} ${what}`)
}

/** A host, a port and a URL have no blanks. */
export function refuseBlanks(given: GivenValue): void {
  const place = edgeOf(given.value)
  if (place !== undefined) throw stray(`the ${given.name} ${place} with a blank`)
}

/** A password, a user and a database may start or end with a blank, but if the server refuses one, that is the likely cause. */
export function blankRefused(message: string, given: readonly GivenValue[], cause: Failure): Failure {
  const found = given.flatMap(({ name, value }) => {
    const place = edgeOf(value)
    return place === undefined ? [] : [`the ${name} ${place} with a blank`]
  })
  return found.length === 0 ? cause : stray(`${message}: ${found.join(', ')}`, cause)
}

function edgeOf(value = ''): 'starts' | 'ends' | undefined {
  if (/^\s/.test(value)) return 'starts'
  return /\s$/.test(value) ? 'ends' : undefined
}

const strays = [
  { form: /[\r\n\u2028\u2029]\s*$/, what: 'ends with a line break' },
  { form: /^\s*[\r\n\u2028\u2029]/, what: 'starts with a line break' },
  { form: /^\ufeff/, what: 'starts with a byte order mark' },
  { form: /\ufeff$/, what: 'ends with a byte order mark' },
] as const

const strayValue = 'database/secret-value'
const writeSecret =
  'write the value without it: kubectl create secret generic NAME --from-literal=KEY=VALUE, or with printf %s VALUE in place of echo'

function stray(message: string, cause?: Failure): Failure {
  return new Failure(message, { code: strayValue, exit: 4, next: writeSecret, cause })
}
