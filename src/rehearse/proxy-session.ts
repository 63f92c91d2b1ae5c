import type { Socket } from 'node:net'
import { firstColumn, newCutter, queryFrame, requests, sqlOf, type Frame } from './protocol.ts'
import { parseSnapshot, snapshotSql, type Snapshot } from './snapshot.ts'
import { watchStatements, type Status } from './statement-watch.ts'
import type { ProxyListener } from './proxy-listener.ts'

/**
 * One connection. Between two statements, while the client waits for the server to be ready, the proxy queries the same
 * backend: only from within can it see an open transaction.
 */
export function proxySession(client: Socket, server: Socket, listener: ProxyListener): void {
  const question = newQuestion(server)
  const watch = watchStatements(listener, question.ask)
  let status: Status | undefined
  let outstanding = 0
  let pid = 0

  const fromClient = async (frame: Frame): Promise<void> => {
    if (frame.type === '') return startup(frame, client, server)
    const sql = sqlOf(frame)
    const state = status === 'I' && outstanding === 0 ? 'idle' : 'busy'
    const other = sql === undefined ? undefined : await watch.before(sql, { pid, state })
    if (asksForReady.includes(frame.type)) outstanding++
    server.write(frame.type === 'Q' && other !== undefined ? queryFrame(other) : frame.bytes)
  }

  const fromServer = async (frame: Frame): Promise<void> => {
    if (frame.type === 'K') pid = frame.bytes.readInt32BE(5)
    if (frame.type === 'E') watch.failed()
    if (frame.type === 'Z') {
      status = statusOf(frame)
      outstanding = Math.max(0, outstanding - 1)
      if (outstanding === 0) await watch.after(status)
    }
    client.write(frame.bytes)
  }

  let work: Promise<void> = Promise.resolve()
  const inOrder = (step: () => Promise<void>): void => {
    work = work.then(step).catch((error: unknown) => {
      server.destroy()
      client.destroy(error instanceof Error ? error : undefined)
    })
  }
  const [clientFrames, serverFrames] = [newCutter('startup'), newCutter('typed')]
  client.on('data', (chunk: Buffer) => {
    for (const frame of clientFrames.push(chunk)) inOrder(async () => fromClient(frame))
  })
  server.on('data', (chunk: Buffer) => {
    for (const frame of serverFrames.push(chunk))
      if (!question.answeredBy(frame)) inOrder(async () => fromServer(frame))
  })
  joinEnds(client, server)
}

/** Query, Sync and FunctionCall, each answered by one ReadyForQuery. */
const asksForReady = ['Q', 'S', 'F']

function statusOf({ bytes }: Frame): Status {
  const letter = String.fromCharCode(bytes[5] ?? 0)
  return letter === 'I' || letter === 'T' ? letter : 'E'
}

/** The proxy's own query, sent only while the client has none under way. The client never sees the answer. */
function newQuestion(server: Socket) {
  let open: { text: string | undefined; readonly done: (snapshot: Snapshot | undefined) => void } | undefined
  return {
    ask: () =>
      new Promise<Snapshot | undefined>((done) => {
        open = { text: undefined, done }
        server.write(queryFrame(snapshotSql))
      }),
    answeredBy: (frame: Frame): boolean => {
      if (open === undefined) return false
      if (frame.type === 'D') open.text = firstColumn(frame)
      if (frame.type !== 'Z') return true
      const { text, done } = open
      open = undefined
      done(text === undefined ? undefined : parseSnapshot(text))
      return true
    },
  }
}

/** Refuses TLS, so a client that insists on it fails. A cancel request has no answer. */
function startup(frame: Frame, client: Socket, server: Socket): void {
  const code = frame.bytes.readInt32BE(4)
  if (code === requests.ssl || code === requests.gss) client.write('N')
  else server.write(frame.bytes)
}

function joinEnds(client: Socket, server: Socket): void {
  for (const [one, other] of [
    [client, server],
    [server, client],
  ] as const) {
    one.on('error', () => other.destroy())
    one.on('close', () => other.destroy())
    one.on('end', () => other.end())
  }
}
