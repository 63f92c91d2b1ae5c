// A Kubernetes API on this machine that answers with recorded objects, over HTTPS and in pages of the requested size.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterAccess } from '../../src/connect/cluster-access.ts'
import { cluster, type Cluster, type OwnPod } from '../../src/connect/cluster.ts'
import { httpsServer, tlsFolder } from './http-servers.ts'

export interface ReplayedApi extends AsyncDisposable {
  readonly cluster: Cluster
  readonly access: ClusterAccess
  readonly folder: string
  /** Method, path and token of each request. */
  readonly requests: readonly string[]
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export async function replayedApi(
  own: OwnPod,
  answer: Answer,
  settings: Partial<ClusterAccess> = {},
): Promise<ReplayedApi> {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-token-'))
  writeFileSync(join(folder, 'token'), 'first\n')
  writeFileSync(join(folder, 'namespace'), own.namespace)
  writeFileSync(join(folder, 'ca.crt'), readFileSync(`${tlsFolder}ca.pem`))
  const requests: string[] = []
  const server = await httpsServer((request, response) => {
    requests.push(`${request.method} ${request.url} ${request.headers.authorization}`)
    answer(request, response)
  })
  const access = { server: `https://127.0.0.1:${server.port}`, folder, pause: 5, ...settings }
  return {
    cluster: cluster(access, own),
    access,
    folder,
    requests,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

const listKinds: Readonly<Record<string, { readonly kind: string; readonly apiVersion: string }>> = {
  jobs: { kind: 'JobList', apiVersion: 'batch/v1' },
  pods: { kind: 'PodList', apiVersion: 'v1' },
  events: { kind: 'EventList', apiVersion: 'v1' },
}

/** The part of a list that the request asks for. */
export function sendPage(request: IncomingMessage, response: ServerResponse, items: readonly object[]): void {
  const { pathname, searchParams } = new URL(request.url ?? '', 'https://api')
  const from = Number(searchParams.get('continue') ?? 0)
  const limit = Number(searchParams.get('limit') ?? 500)
  const rest = from + limit < items.length ? { continue: String(from + limit) } : {}
  const metadata = { resourceVersion: '48213400', ...rest }
  const kind = listKinds[pathname.slice(pathname.lastIndexOf('/') + 1)] ?? {}
  send(response, 200, { ...kind, metadata, items: items.slice(from, from + limit) })
}

export function send(response: ServerResponse, code: number, body: object): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
