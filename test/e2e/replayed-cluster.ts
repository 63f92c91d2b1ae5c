/** A Kubernetes API that kubectl can talk to. A sync that is started in it ends as the next play says. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { httpsServer, tlsFolder } from '../connect/http-servers.ts'
import { send } from '../connect/replayed-api.ts'

interface Labelled {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> }
  readonly status?: object
}

/** What a sync leaves behind. */
export interface Play {
  readonly operation: {
    readonly phase: string
    readonly message: string
    readonly syncResult: { readonly resources: readonly object[] }
  }
  readonly pods: readonly Labelled[]
  /** The image that serves afterwards. */
  readonly image: string
  /** Until it is evicted, the sync goes on. */
  readonly running?: Labelled
}

export interface ReplayedCluster extends AsyncDisposable {
  readonly kubeconfig: string
  readonly plays: Play[]
  /** Method and path of what changed something. */
  readonly changes: readonly string[]
}

const groups = {
  'argoproj.io/v1alpha1': [['applications', 'Application']],
  'apps/v1': [['deployments', 'Deployment']],
  'batch/v1': [['jobs', 'Job']],
  v1: [
    ['pods', 'Pod'],
    ['services', 'Service'],
  ],
} as const

export async function replayedCluster(): Promise<ReplayedCluster> {
  const plays: Play[] = []
  const changes: string[] = []
  let now: Play | undefined
  let held = false

  const objectAt = (pathname: string): object | undefined => {
    const [kind = '', name = ''] = pathname.split('/').slice(-2)
    const metadata = { name }
    if (kind === 'applications')
      return { metadata, status: { operationState: held ? { phase: 'Running' } : now?.operation } }
    if (kind === 'deployments')
      return {
        metadata,
        spec: { template: { spec: { containers: [{ image: now?.image }] } } },
        status: { readyReplicas: 2 },
      }
    return kind === 'services' || kind === 'jobs' ? { metadata, status: {} } : undefined
  }

  const podsOf = (selector: string): readonly Labelled[] => {
    const wanted = selector.split(',').map((each) => each.split('='))
    const all = held && now?.running !== undefined ? [now.running] : (now?.pods ?? [])
    return all.filter(({ metadata: { labels } }) => wanted.every(([key = '', value]) => labels?.[key] === value))
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://api')
    const discovery = discoveryAt(pathname)
    if (discovery !== undefined) return send(response, 200, discovery)
    if (request.method === 'GET' && pathname.endsWith('/pods'))
      return send(response, 200, {
        kind: 'PodList',
        apiVersion: 'v1',
        metadata: {},
        items: podsOf(searchParams.get('labelSelector') ?? ''),
      })
    const found = objectAt(pathname)
    if (request.method === 'GET')
      return found === undefined ? send(response, 404, notFound) : send(response, 200, typed(pathname, found))
    changes.push(`${request.method} ${pathname}`)
    return change(request, response)
  }

  const change = ({ method, url = '' }: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(url, 'https://api')
    const found = objectAt(pathname)
    if (method === 'POST' && pathname.endsWith('/eviction')) {
      held = false
      return send(response, 201, { kind: 'Status', apiVersion: 'v1', status: 'Success' })
    }
    if (method !== 'PATCH' || found === undefined) return send(response, 404, notFound)
    if (pathname.includes('/applications/')) {
      now = plays.shift()
      held = now?.running !== undefined
    }
    return send(response, 200, typed(pathname, found))
  }

  const server = await httpsServer(answer)
  const folder = mkdtempSync(join(tmpdir(), 'wavec-cluster-'))
  const kubeconfig = join(folder, 'config')
  writeFileSync(kubeconfig, JSON.stringify(configOf(`https://localhost:${server.port}`)))
  return {
    kubeconfig,
    plays,
    changes,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

const notFound = {
  kind: 'Status',
  apiVersion: 'v1',
  status: 'Failure',
  reason: 'NotFound',
  code: 404,
  message: 'not found',
}

function typed(pathname: string, object: object): object {
  const [group, [, kind] = []] =
    Object.entries(groups).flatMap(([version, kinds]) =>
      kinds.filter(([plural]) => pathname.includes(`/${plural}/`)).map((each) => [version, each] as const),
    )[0] ?? []
  return { apiVersion: group, kind, ...object }
}

function discoveryAt(pathname: string): object | undefined {
  if (pathname === '/api') return { kind: 'APIVersions', versions: ['v1'] }
  if (pathname === '/apis')
    return {
      kind: 'APIGroupList',
      apiVersion: 'v1',
      groups: Object.keys(groups)
        .filter((version) => version.includes('/'))
        .map((groupVersion) => {
          const [name, version] = groupVersion.split('/')
          return { name, versions: [{ groupVersion, version }], preferredVersion: { groupVersion, version } }
        }),
    }
  for (const [groupVersion, kinds] of Object.entries(groups)) {
    if (pathname !== (groupVersion === 'v1' ? '/api/v1' : `/apis/${groupVersion}`)) continue
    const resources = kinds.map(([name, kind]) => ({
      name,
      singularName: kind.toLowerCase(),
      kind,
      namespaced: true,
      verbs: ['get', 'list', 'patch', 'create'],
    }))
    return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources }
  }
  return undefined
}

function configOf(server: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'e2e',
    clusters: [{ name: 'e2e', cluster: { server, 'certificate-authority': `${tlsFolder}ca.pem` } }],
    users: [{ name: 'e2e', user: { token: 'x' } }],
    contexts: [{ name: 'e2e', context: { cluster: 'e2e', user: 'e2e' } }],
  }
}
