import type { Failure } from '../../connect/failure.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { textAt } from '../../manifest/fields.ts'
import { simulate as simulated } from '../../simulate/index.ts'
import { namedObjects } from '../../simulate/find-object.ts'
import { eventNotes } from '../../simulate/operation/event-notes.ts'
import { compareState } from '../../simulate/operation/out-of-sync.ts'
import { syncEvents, type SyncEvent } from '../../simulate/operation/from-application.ts'
import type { Answer, Command, ExitCode, Invocation } from '../command.ts'
import { repositoryOptions } from '../options.ts'
import { painterFor } from '../paint.ts'
import { ending } from '../simulation/ending.ts'
import { renderTrace } from '../simulation/render-trace.ts'
import { isUnplayable, leftOut, loadTargets } from '../simulation/load.ts'
import { nextStep } from '../simulation/next-step.ts'
import { refusedToSimulate } from '../simulation/refused.ts'
import { sampleFolder } from '../simulation/sample.ts'
import { simulationOf } from '../simulation/simulation.ts'
import { misused, suggestion, wavec } from '../usage.ts'

const formats = ['text', 'json'] as const

export const simulate: Command = {
  summary: 'what Argo CD will do with any manifests, pass by pass',
  operand: '[PATH]…',
  details: `PATH is a file or a folder: together, what one Application syncs (without one: a sample of this repository). Its
Application is found beside it, or named. Nothing is live unless --live names a folder or a commit: then it is what was
synced from there. STAGE is a stage of wavec, e.g. migrate; NAME is an object, as Job/x or x; several with commas.
Exit 0 if the sync succeeds, or ends as --fail, --hang or --terminate-at asked; 1 if it fails or hangs by itself.`,
  options: {
    fail: { value: 'STAGE|NAME', about: 'it fails' },
    hang: { value: 'STAGE|NAME', about: 'it never ends by itself' },
    slow: { value: 'NAME=30s', about: 'it takes that long' },
    event: { value: syncEvents.join('|'), about: 'what starts it (default: sync, a full one)' },
    live: { value: 'FOLDER|COMMIT', about: 'what is in the cluster already' },
    resource: { value: 'NAME', about: 'what a selective sync, or self-heal, is about' },
    application: { value: 'FILE', about: 'the Application, if it is not found' },
    'terminate-at': { value: '30s', about: 'when somebody terminates it' },
    format: { value: formats.join('|'), about: repositoryOptions.format.about.replace(/, github.*/, '') },
  },
  run: runSimulation,
}

function runSimulation(invocation: Invocation): Answer {
  const { operands, options, cwd, colour, renderer } = invocation
  const format = formatOf(options['format'])
  const event = eventOf(options['event'])
  const paths = operands.length === 0 ? [sampleFolder(cwd)] : operands
  const loaded = loadTargets(paths, invocation, options['application'])
  if (isUnplayable(loaded)) return refusedToSimulate(loaded, invocation)
  const asked = { loaded, event, paths, options, cwd, renderer, verb: 'simulate' }
  const simulation = simulationOf(asked)
  if (simulation.operation.resources?.length === 0) throw nothingToHeal(simulation.targets, { event, paths })
  const played = simulated(simulation)
  const { targets, live, operation } = simulation
  const compared = options['live'] === undefined ? undefined : compareState(targets, live, operation.namespace)
  const trace = {
    ...played,
    warnings: [...leftOut(loaded), ...eventNotes(loaded.application, event, compared), ...played.warnings],
  }
  const isAsked = ['fail', 'hang', 'terminate-at'].some((option) => options[option] !== undefined)
  const exit: ExitCode = trace.verdict.outcome === 'succeeded' || isAsked ? 0 : 1
  const stages = namedObjects(simulation.targets, simulation.operation).flatMap(({ stage }) => stage ?? [])
  const next = nextStep(trace, { application: textAt(loaded.application, 'metadata', 'name'), paths, event, stages })
  if (format === 'json') return { output: `${JSON.stringify({ ...trace, next }, undefined, 2)}\n`, exit }
  const paint = painterFor(colour)
  const lines = [
    paint('place', trace.title),
    ...renderTrace(trace, paint),
    '',
    ...ending(trace, paint),
    `next: ${next}`,
  ]
  return { output: `${lines.join('\n')}\n`, exit }
}

function formatOf(text: string | undefined): (typeof formats)[number] {
  const found = formats.find((format) => format === (text ?? 'text'))
  if (found !== undefined) return found
  throw misused(
    `simulate: --format takes ${formats.join(' or ')}, not "${text ?? ''}"`,
    `${wavec} simulate --format json`,
  )
}

function eventOf(text: string | undefined): SyncEvent {
  const found = syncEvents.find((event) => event === (text ?? 'sync'))
  if (found !== undefined) return found
  const hint = suggestion(text ?? '', syncEvents)
  throw misused(
    `simulate: --event takes ${syncEvents.join(', ')}, not "${text ?? ''}"${hint}`,
    `${wavec} simulate --event self-heal`,
  )
}

/** A partial sync is about what differs; Argo CD would not even start. */
function nothingToHeal(
  targets: readonly Manifest[],
  { event, paths }: { readonly event: SyncEvent; readonly paths: readonly string[] },
): Failure {
  const workload = targets.find(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet') ?? targets[0]
  const name = `${workload?.kind ?? 'Deployment'}/${workload?.metadata.name ?? 'orders'}`
  return misused(
    `simulate: no plain object differs from what is live, so there is nothing to ${event === 'selective' ? 'select' : 'heal'}: name what somebody changed`,
    `${wavec} simulate ${paths.join(' ')} --event ${event} --resource ${name}`,
  )
}
