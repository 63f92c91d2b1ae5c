// A small application as a separate process. Its settings make it start late, become unhealthy or die.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { accepts, freePort } from '../support/postgres.ts'

export interface Behaviour {
  /** Milliseconds until it listens. If unset, the test waits until it listens. */
  readonly listensAfter?: number
  /** By path: the statuses of the successive responses; the last one repeats. 404 for any other path. */
  readonly answers: Readonly<Record<string, readonly (number | string)[]>>
  /** Milliseconds from its first response until it ends with exit code 1. */
  readonly diesAfter?: number
}

export interface Application extends AsyncDisposable {
  readonly port: number
}

const program = `
const { listensAfter = 0, answers, diesAfter } = JSON.parse(process.argv[1])
const asked = {}
const server = require('node:http').createServer((request, response) => {
  const path = request.url
  const list = answers[path]
  if (list === undefined) return response.writeHead(404).end('nothing at ' + path)
  const answer = list[Math.min(asked[path] ?? 0, list.length - 1)]
  asked[path] = (asked[path] ?? 0) + 1
  if (diesAfter !== undefined) setTimeout(() => process.exit(1), diesAfter)
  if (typeof answer === 'number') return response.writeHead(answer, answer === 302 ? { location: '/moved' } : {}).end('status ' + answer)
  response.setHeader('content-type', 'application/json').end(answer)
})
setTimeout(() => server.listen(Number(process.argv[2]), '127.0.0.1'), listensAfter)
`

/** A response given as text is sent as JSON with status 200. */
export async function application(behaviour: Behaviour): Promise<Application> {
  const port = await freePort()
  const child = spawn(process.execPath, ['-e', program, JSON.stringify(behaviour), String(port)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  if (behaviour.listensAfter === undefined) while (!(await accepts('127.0.0.1', port))) await sleep(20)
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}
