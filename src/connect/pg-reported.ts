import type { Client } from 'pg'
import type { Misreading } from './session.ts'

/**
 * Settings that the server reports whenever they change (https://www.postgresql.org/docs/18/protocol-flow.html,
 * "Asynchronous Operations"), with the value under which client and server read a statement alike.
 */
const expected: Readonly<Record<string, string>> = { client_encoding: 'UTF8', standard_conforming_strings: 'on' }

/** Call it before the client connects: the server reports the first values during the login. */
export function watchReported(client: Client): () => Misreading | undefined {
  const reported = new Map<string, string>()
  client.connection.on('parameterStatus', (message: unknown) => {
    const { parameterName: name, parameterValue: value } = fieldsOf(message)
    if (typeof name === 'string' && typeof value === 'string' && Object.hasOwn(expected, name))
      reported.set(name, value)
  })
  return () => {
    for (const [name, value] of reported) {
      const wanted = expected[name] ?? value
      if (value !== wanted) return { name, value, expected: wanted }
    }
    return undefined
  }
}

function fieldsOf(message: unknown): { readonly parameterName?: unknown; readonly parameterValue?: unknown } {
  return typeof message === 'object' && message !== null ? message : {}
}
