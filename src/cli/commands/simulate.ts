import { jsonText } from '../../diagnostic/json-text.ts'
import { linesIn } from '../../diagnostic/line.ts'
import { syncEvents } from '../../simulate/index.ts'
import { simulateSync, isUnplayable, typedAs } from '../../project/simulate.ts'
import { undisturbed } from '../alone.ts'
import type { Answer, Choice, Command, Invocation } from '../command.ts'
import { loadLive } from '../load-live.ts'
import { loadTargets } from '../load-targets.ts'
import { choiceOf, formatOption } from '../options.ts'
import { ending } from '../print/ending.ts'
import { painterFor } from '../print/paint.ts'
import { refusedToSimulate } from '../print/refused-to-simulate.ts'
import { renderTrace } from '../print/render-trace.ts'
import { sampleFolder } from '../sample-folder.ts'

const formatChoice = formatOption(['text', 'json'])
const eventChoice = {
  choices: syncEvents,
  about: 'what starts it (default: sync, a full one)',
} as const satisfies Choice

export const simulate: Command = {
  summary: 'what Argo CD will do with any manifests, pass by pass',
  operand: '[PATH]…',
  details: `The PATHs, files or folders, are together what one Application syncs (without one: a sample of this repository). The
Application is found beside them, or named. The cluster is empty unless --live names a folder or a commit that was synced
before. STAGE is a stage of wavec, e.g. migrate; NAME is an object, as Job/x or x; separate several with commas.

Exit 0 if the sync succeeds, or ends as --fail, --hang or --terminate-at asked; 1 if it fails or hangs by itself.`,
  options: {
    fail: { value: 'STAGE|NAME', about: 'this fails' },
    hang: { value: 'STAGE|NAME', about: 'this never ends' },
    slow: { value: 'NAME=30s', about: 'this takes that long' },
    event: eventChoice,
    live: { value: 'FOLDER|COMMIT', about: 'what is in the cluster already' },
    resource: { value: 'NAME', about: 'what a selective sync or a self-heal covers' },
    application: { value: 'FILE', about: 'the Application, if it is not found' },
    'terminate-at': { value: '30s', about: 'when the user terminates the sync' },
    format: formatChoice,
  },
  run: (invocation) => undisturbed(invocation.cwd, () => runSimulation(invocation)),
}

function runSimulation(invocation: Invocation): Answer | Promise<Answer> {
  const { operands, options, cwd, colour, renderer, stdin } = invocation
  const format = choiceOf(formatChoice, options['format'], 'text')
  const event = choiceOf(eventChoice, options['event'], 'sync')
  const around = { cwd, renderer, stdin, verb: 'simulate' } as const
  const paths = operands.length === 0 ? [sampleFolder(around)] : operands
  const loaded = loadTargets(paths, around, options['application'])
  if (isUnplayable(loaded)) return refusedToSimulate(loaded, invocation, format)
  const result = simulateSync({
    loaded,
    live: loadLive(options['live'], { ...around, paths }),
    event,
    fail: options['fail'],
    hang: options['hang'],
    slow: options['slow'],
    resource: options['resource'],
    terminateAt: options['terminate-at'],
    typed: typedAs('simulate', paths, options),
  })
  const { trace, next } = result
  const exit = result.ending === 'expected' ? 0 : 1
  if (format === 'json') return { output: linesIn(jsonText({ ...trace, next }, 2)), exit }
  const paint = painterFor(colour)
  const lines = [
    paint('place', trace.title),
    ...renderTrace(trace, paint),
    '',
    ...ending(trace, paint),
    `next: ${next}`,
  ]
  return { output: lines, exit }
}
