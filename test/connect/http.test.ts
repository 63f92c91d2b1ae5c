import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { http } from '../../src/connect/http.ts'
import type { HttpAnswer } from '../../src/connect/http-answer.ts'
import { closedPort, httpServer, httpsServer, tcpServer, timers, tlsFolder } from './http-servers.ts'

const authorities = readFileSync(`${tlsFolder}ca.pem`, 'utf8')

test('an answer has status, body and the target of a redirect, which is not followed', async () => {
  const requests: string[] = []
  await using server = await httpServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${String(request.headers['x-tenant'])}`)
    response.writeHead(302, { location: '/login' }).end('see login ü')
  })
  const answer = await http.get({
    url: `http://localhost:${server.port}/a?b=c`,
    headers: { 'x-tenant': 't1' },
    timeout: 2000,
  })
  assert.deepEqual(withoutTime(answer), { ok: true, status: 302, body: 'see login ü', location: '/login' })
  assert.deepEqual(requests, ['GET /a?b=c t1'])
})

test('a body is cut after 1 MiB, even an endless one', async () => {
  await using server = await httpServer((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(100_000, 'x')));
    }
    response.on('drain', more)
    more()
  })
  const answer = await http.get({ url: `http://localhost:${server.port}/`, timeout: 5000 })
  assert.ok(answer.ok && answer.cut === true)
  assert.equal(answer.body.length, 1024 * 1024)
})

test('one timeout covers the whole exchange, whichever part hangs', { timeout: 60_000 }, async () => {
  await using silent = await tcpServer(() => {})
  await using slowBody = await httpServer((_request, response) => {
    response.writeHead(200).write('a')
    const drip = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(drip))
  })
  const before = timers()
  const cases = [
    { url: `http://localhost:${silent.port}/`, message: 'connected, no answer within 2 s' },
    { url: `https://localhost:${silent.port}/`, message: 'connected, no answer within 2 s' },
    { url: `http://localhost:${slowBody.port}/`, message: 'status 200, but the body did not end within 2 s' },
  ]
  // Long enough for a busy machine to connect, and all at once.
  const answers = await Promise.all(cases.map(({ url }) => http.get({ url, timeout: 2000 })))
  assert.deepEqual(
    answers.map(withoutTime),
    cases.map(({ message }) => ({ ok: false, code: 'timeout', message })),
  )
  // The server notices a little later that the client is gone, and then ends its own timer.
  await until(() => timers() === before)
})

test('each kind of failure has its code', async () => {
  await using hangsUp = await tcpServer((socket) => socket.destroy())
  await using speaksOther = await tcpServer((socket) => socket.end('SSH-2.0-nope\r\n'))
  await using half = await tcpServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc'))
  const refused = await closedPort()
  const codes: Record<string, string> = {
    [`http://localhost:${refused}/`]: 'ECONNREFUSED connection refused',
    [`http://localhost:${hangsUp.port}/`]: 'ECONNRESET the connection was reset',
    [`http://localhost:${half.port}/`]: 'ECONNRESET the connection was reset',
    'no url': 'ERR_INVALID_URL "no url" is not a URL',
  }
  for (const [url, expected] of Object.entries(codes)) {
    const answer = await http.get({ url, timeout: 2000 })
    assert.ok(!answer.ok)
    assert.equal(`${answer.code} ${answer.message}`, expected)
  }
  const other = await http.get({ url: `http://localhost:${speaksOther.port}/`, timeout: 2000 })
  assert.ok(!other.ok && other.code.startsWith('HPE_'), JSON.stringify(other))
})

test('a header that Node refuses is a failed answer, not an exception', async () => {
  const answer = await http.get({ url: 'http://localhost:1/', headers: { bad: 'a\nb' }, timeout: 1000 })
  assert.ok(!answer.ok)
  assert.equal(answer.code, 'ERR_INVALID_CHAR')
})

test('certificates are verified, except in a probe', async () => {
  await using server = await httpsServer((_request, response) => void response.end('safe'))
  const url = `https://localhost:${server.port}/`
  const strict = await http.get({ url, timeout: 2000 })
  assert.ok(!strict.ok)
  assert.match(
    strict.code,
    /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT_LOCALLY)$/,
  )
  assert.equal((await http.get({ url, timeout: 2000, certificates: 'unverified' })).ok, true)
  assert.equal((await http.get({ url, timeout: 2000, authorities })).ok, true)
})

test('the caller’s signal ends an exchange at once, even before it starts', async () => {
  await using silent = await tcpServer(() => {})
  const stop = new AbortController()
  const waiting = http.get({ url: `http://localhost:${silent.port}/`, timeout: 60_000, stop: stop.signal })
  setTimeout(() => stop.abort(), 30)
  assert.deepEqual(withoutTime(await waiting), { ok: false, code: 'stopped', message: 'stopped before an answer came' })
  const late = await http.get({ url: `http://localhost:${silent.port}/`, timeout: 60_000, stop: stop.signal })
  assert.ok(!late.ok && late.code === 'stopped')
})

test('a TCP connection opens, is refused, or times out', async () => {
  await using open = await tcpServer(() => {})
  const yes = await http.connect({ host: 'localhost', port: open.port, timeout: 1000 })
  assert.equal(yes.ok, true)
  const no = await http.connect({ host: 'localhost', port: await closedPort(), timeout: 1000 })
  assert.ok(!no.ok && no.code === 'ECONNREFUSED')
})

/** Fails by the test's own timeout, because nothing bounds how long a busy machine takes. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve))
}

function withoutTime({ ms, ...answer }: HttpAnswer): Omit<HttpAnswer, 'ms'> {
  assert.ok(Number.isInteger(ms) && ms >= 0)
  return answer
}
