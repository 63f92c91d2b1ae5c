import type { Step } from '../protocol/step.ts'
import { objectsAt } from '../manifest/fields.ts'
import { nested } from './nested.ts'
import { madeToFail, silentPort, startStandIn, type Answer, type Part, type Role, type StandIn } from './stand-in.ts'
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
  /** Local addresses and their cluster counterparts, to restore in the step's output. */
  readonly real: readonly Renamed[]
}

type Renamed = readonly [here: string, there: string]

/** Replaces every address in the Step with a local one, served by a stand-in. No request leaves this machine. */
export async function localise(step: Step, scene: Scene): Promise<Localised> {
  switch (step.kind) {
    case 'candidate': {
      const { standIn, real } = await candidateStandIn(step.candidate, [], scene)
      return { step: { ...step, candidate: localCandidate(step.candidate, standIn) }, standIn, real }
    }
    case 'smoke-test': {
      const live = step.live === undefined ? {} : { live: localLive(step.live, scene) }
      if (step.candidate === undefined)
        return { step: { ...step, ...live }, standIn: undefined, real: realLive(step.live) }
      const { standIn, real } = await candidateStandIn(step.candidate, step.http, scene)
      const http = step.http.map((check) => ({ ...check, port: standIn.portOf(check.port) }))
      const local = { ...step, candidate: localCandidate(step.candidate, standIn), http, ...live }
      return { step: local, standIn, real: [...real, ...realLive(step.live)] }
    }
    case 'preflight':
      return {
        step: step.live === undefined ? step : { ...step, live: localLive(step.live, scene) },
        standIn: undefined,
        real: realLive(step.live),
      }
    case 'verify':
      return localVerify(step, scene)
    default:
      return { step, standIn: undefined, real: [] }
  }
}

async function candidateStandIn(
  { probes }: Candidate,
  checks: readonly HttpCheck[],
  { substituted, mood }: Scene,
): Promise<{ readonly standIn: StandIn; readonly real: readonly Renamed[] }> {
  const parts = new Map<number, Part>(checks.map(({ port }) => [port, { port, protocol: 'http' }]))
  // A failing deploy already rehearses an unready candidate. So this one is ready and fails only the smoke checks.
  const failing = mood === 'unwell' ? checks.filter((check) => !isProbed(check, probes)) : []
  const answers = checks.map((check) =>
    failing.includes(check) ? { ...answerTo(check), status: 503, body: madeToFail } : answerTo(check),
  )
  for (const probe of probes) {
    if (probe.type === 'exec') continue
    if (!parts.has(probe.port))
      parts.set(probe.port, { port: probe.port, protocol: probe.type === 'grpc' ? 'grpc' : 'http' })
    if (probe.type === 'http') answers.push({ port: probe.port, path: probe.path, status: 200, body: '{}' })
  }
  const shown = failing.length > 0 ? 'well' : mood
  const standIn = await startStandIn({ parts: [...parts.values()], answers, mood: shown })
  const moved = [...parts.keys()].filter((port) => standIn.portOf(port) !== port)
  for (const port of moved) substituted.note('address', `the candidate's port ${port}`, `port ${standIn.portOf(port)}`)
  return { standIn, real: moved.map((port) => [`:${standIn.portOf(port)}`, `:${port}`]) }
}

function isProbed({ port, path }: HttpCheck, probes: Candidate['probes']): boolean {
  return probes.some((probe) => probe.type === 'http' && probe.port === port && probe.path === path)
}

function localCandidate(candidate: Candidate, standIn: StandIn): Candidate {
  const probes = candidate.probes.map((probe) => {
    if (probe.type === 'exec') return probe
    const port = standIn.portOf(probe.port)
    return probe.type === 'http' ? { ...probe, port, scheme: 'HTTP' as const } : { ...probe, port }
  })
  return { ...candidate, probes }
}

function localLive<L extends { readonly url: string }>(live: L, { substituted }: Scene): L {
  substituted.note('noServer', live.url)
  return { ...live, url: `http://localhost:${silentPort}${new URL(live.url).pathname.replace(/\/$/, '')}` }
}

function realLive(live: { readonly url: string } | undefined): readonly Renamed[] {
  return live === undefined ? [] : [[`http://localhost:${silentPort}`, new URL(live.url).origin]]
}

/** The Service answers only if the Sync phase has applied one with this port. */
async function localVerify(
  step: Extract<Step, { readonly kind: 'verify' }>,
  { store, substituted, mood }: Scene,
): Promise<Localised> {
  const { host, http } = step
  if (host === undefined) return { step, standIn: undefined, real: [] }
  const [name = host] = host.split('.')
  const service = store.find('Service', (manifest) => manifest.metadata.name === name)
  const served = http.filter(({ port }) => objectsAt(service, 'spec', 'ports').some((each) => each['port'] === port))
  const parts = [...new Set(served.map(({ port }) => port))].map((port) => ({ port, protocol: 'http' as const }))
  const standIn = await startStandIn({ parts, answers: served.map(answerTo), mood })
  const local = http.map((check) => ({
    ...check,
    port: served.includes(check) ? standIn.portOf(check.port) : silentPort,
  }))
  for (const { port } of parts) substituted.note('address', `${host}:${port}`, `port ${standIn.portOf(port)}`)
  const real: readonly Renamed[] = [
    ...parts.map(({ port }): Renamed => [`localhost:${standIn.portOf(port)}`, `${host}:${port}`]),
    ['service-name=localhost', `service-name=${name}`],
  ]
  return { step: { ...step, host: 'localhost', http: local }, standIn, real }
}

function answerTo({ port, path, status, json = {} }: HttpCheck): Answer {
  return { port, path, status, body: JSON.stringify(nested(json)) }
}
