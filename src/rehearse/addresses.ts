import type { Step } from '../contract/step.ts'
import { objectsAt } from '../manifest/fields.ts'
import { nested } from './nested.ts'
import { silentPort, startStandIn, type Answer, type Part, type Role, type StandIn } from './stand-in.ts'
import type { Store } from './store.ts'
import type { Substituted } from './substitutions.ts'

type Candidate = NonNullable<Extract<Step, { readonly kind: 'smoke-test' }>['candidate']>
type HttpCheck = Extract<Step, { readonly kind: 'verify' }>['http'][number]

export interface Scene {
  readonly store: Store
  readonly substituted: Substituted
  readonly mood: Role['mood']
}

export interface Localised {
  readonly step: Step
  readonly standIn: StandIn | undefined
}

/** The Step with every address on this machine, and the stand-in behind them. Nothing outside is ever asked. */
export async function localise(step: Step, scene: Scene): Promise<Localised> {
  switch (step.kind) {
    case 'candidate': {
      const standIn = await candidateStandIn(step.candidate, [], scene)
      return { step: { ...step, candidate: localCandidate(step.candidate, standIn) }, standIn }
    }
    case 'smoke-test': {
      const live = step.live === undefined ? {} : { live: await localLive(step.live, scene) }
      if (step.candidate === undefined) return { step: { ...step, ...live }, standIn: undefined }
      const standIn = await candidateStandIn(step.candidate, step.http, scene)
      const http = step.http.map((check) => ({ ...check, port: standIn.portOf(check.port) }))
      return { step: { ...step, candidate: localCandidate(step.candidate, standIn), http, ...live }, standIn }
    }
    case 'preflight':
      return {
        step: step.live === undefined ? step : { ...step, live: await localLive(step.live, scene) },
        standIn: undefined,
      }
    case 'verify':
      return localVerify(step, scene)
    default:
      return { step, standIn: undefined }
  }
}

async function candidateStandIn(
  { probes }: Candidate,
  checks: readonly HttpCheck[],
  { substituted, mood }: Scene,
): Promise<StandIn> {
  const parts = new Map<number, Part>(checks.map(({ port }) => [port, { port, protocol: 'http' }]))
  const answers = checks.map(answerTo)
  for (const probe of probes) {
    if (probe.type === 'exec') continue
    if (!parts.has(probe.port))
      parts.set(probe.port, { port: probe.port, protocol: probe.type === 'grpc' ? 'grpc' : 'http' })
    if (probe.type === 'http') answers.push({ port: probe.port, path: probe.path, status: 200, body: '{}' })
  }
  const standIn = await startStandIn({ parts: [...parts.values()], answers, mood })
  for (const port of parts.keys())
    if (standIn.portOf(port) !== port)
      substituted.note('address', `the candidate's port ${port}`, `port ${standIn.portOf(port)}`)
  return standIn
}

function localCandidate(candidate: Candidate, standIn: StandIn): Candidate {
  const probes = candidate.probes.map((probe) => {
    if (probe.type === 'exec') return probe
    const port = standIn.portOf(probe.port)
    return probe.type === 'http' ? { ...probe, port, scheme: 'HTTP' as const } : { ...probe, port }
  })
  return { ...candidate, probes }
}

async function localLive<L extends { readonly url: string }>(live: L, { substituted }: Scene): Promise<L> {
  substituted.note('nobody', live.url)
  return { ...live, url: `http://localhost:${await silentPort()}${new URL(live.url).pathname.replace(/\/$/, '')}` }
}

/** The Service answers only where the Sync phase has applied one with this port. */
async function localVerify(
  step: Extract<Step, { readonly kind: 'verify' }>,
  { store, substituted, mood }: Scene,
): Promise<Localised> {
  const { host, http } = step
  if (host === undefined) return { step, standIn: undefined }
  const name = host.split('.')[0]
  const service = store.find('Service', (manifest) => manifest.metadata.name === name)
  const served = http.filter(({ port }) => objectsAt(service, 'spec', 'ports').some((each) => each['port'] === port))
  const parts = [...new Set(served.map(({ port }) => port))].map((port) => ({ port, protocol: 'http' as const }))
  const standIn = await startStandIn({ parts, answers: served.map(answerTo), mood })
  const silent = await silentPort()
  const local = http.map((check) => ({ ...check, port: served.includes(check) ? standIn.portOf(check.port) : silent }))
  for (const { port } of parts) substituted.note('address', `${host}:${port}`, `port ${standIn.portOf(port)}`)
  return { step: { ...step, host: 'localhost', http: local }, standIn }
}

function answerTo({ port, path, status, json = {} }: HttpCheck): Answer {
  return { port, path, status, body: JSON.stringify(nested(json)) }
}
