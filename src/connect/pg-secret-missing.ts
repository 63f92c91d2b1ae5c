import { existsSync } from 'node:fs'
import { Failure } from '../diagnostic/failure.ts'
import { connectionVariables } from '../protocol/connection.ts'
import type { SecretKey } from '../protocol/step.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** Mounted, unlike the others. */
const certificate = 'PGSSLROOTCERT'

/**
 * Refuses a connection whose Secret lacks a key. The references are optional, so the container starts without it: for a
 * required one the kubelet would wait until the pod's deadline, and then forget what it waited for. No value is shown.
 */
export function refuseMissing(keys: readonly SecretKey[], variables: Variables, namespace: string): void {
  const absent = keys.filter(({ variable }) => !isThere(variable, variables[variable]))
  const [first] = absent
  if (first === undefined) return
  const { name } = first
  const ofSecret = absent.filter((each) => each.name === name)
  const isWhole = keys.every((each) => each.name !== name || ofSecret.includes(each))
  const isEmpty = ofSecret.every(({ variable }) => variables[variable] === '')
  const listed = `${ofSecret.length === 1 ? 'key' : 'keys'} ${ofSecret.map(({ key }) => key).join(', ')}`
  const lacks = isEmpty ? `an empty ${listed}` : `no ${listed}${isWhole ? ', or does not exist' : ''}`
  throw new Failure(`Secret ${name} has ${lacks}`, {
    code: 'database/secret-missing',
    exit: 4,
    next: `kubectl -n ${namespace} get secrets   # ${name} needs the ${listed}`,
  })
}

/** A user may have an empty password; no other part of a connection is empty. */
function isThere(variable: string, value: string | undefined): boolean {
  if (value === undefined) return false
  if (variable === certificate) return existsSync(value)
  return value !== '' || variable === connectionVariables.password
}
