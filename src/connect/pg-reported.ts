import type { Client } from 'pg'
import { readAlike, type Misread } from '../migrations/misread.ts'

/** Call it before the client connects: the server reports the first values during the login. */
export function watchReported(client: Client): () => Misread | undefined {
  const reported = new Map<string, string>()
  client.connection.on('parameterStatus', (message: unknown) => {
    const { parameterName: name, parameterValue: value } = fieldsOf(message)
    if (typeof name === 'string' && typeof value === 'string' && Object.hasOwn(readAlike, name))
      reported.set(name, value)
  })
  return () => {
    for (const [name, value] of reported) {
      const wanted = readAlike[name] ?? value
      if (value !== wanted) return { name, value, expected: wanted }
    }
    return undefined
  }
}

function fieldsOf(message: unknown): { readonly parameterName?: unknown; readonly parameterValue?: unknown } {
  return typeof message === 'object' && message !== null ? message : {}
}
