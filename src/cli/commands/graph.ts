import { linesIn } from '../../diagnostic/line.ts'
import { graphSync, pictures } from '../../project/graph.ts'
import { isUnplayable, typedAs } from '../../project/simulate.ts'
import { undisturbed } from '../alone.ts'
import type { Answer, Choice, Command, Invocation } from '../command.ts'
import { compiledFolder } from '../compiled-folder.ts'
import { loadLive } from '../load-live.ts'
import { loadTargets } from '../load-targets.ts'
import { choiceOf } from '../options.ts'
import { refusedToSimulate } from '../print/refused-to-simulate.ts'
import { sampleFolder } from '../sample-folder.ts'

const pictureChoice = { choices: pictures, about: 'the kind of picture (default: mermaid)' } as const satisfies Choice

export const graph: Command = {
  summary: 'the waves as mermaid, as SVG, or as a page on which you step through the sync',
  operand: '[PATH]…',
  details: `PATH is a pipeline, e.g. waves/orders, or manifests: files or folders that one Application syncs (without one: a sample of
this repository). Prints the picture.

  wavec graph waves/orders --as html > orders.html

mermaid draws a box for each wave, svg one for each object. The html page needs no network; on it you choose what fails and
step through the passes.`,
  options: {
    as: pictureChoice,
    environment: {
      value: 'NAME',
      about: 'the environment of a pipeline (default: production, else the first by name)',
    },
    fail: { value: 'STAGE|NAME', about: 'svg: the end state if this fails' },
    live: { value: 'FOLDER', about: 'what is in the cluster already' },
    application: { value: 'FILE', about: 'the Application, if it is not found' },
  },
  run: (invocation) => undisturbed(invocation.cwd, () => draw(invocation)),
}

function draw(invocation: Invocation): Answer | Promise<Answer> {
  const { operands, options, cwd, renderer, stdin } = invocation
  const around = { cwd, renderer, stdin, verb: 'graph' } as const
  const kind = choiceOf(pictureChoice, options['as'], 'mermaid')
  const given = operands.length === 0 ? [sampleFolder(around)] : operands
  const paths = given.map((path) => compiledFolder(path, cwd, options['environment']))
  const loaded = loadTargets(paths, around, options['application'])
  if (isUnplayable(loaded)) return refusedToSimulate(loaded, invocation, 'text')
  const live = loadLive(options['live'], { ...around, paths })
  const typed = typedAs('graph', paths, options)
  return { output: linesIn(graphSync(kind, { loaded, live, fail: options['fail'], typed })), exit: 0 }
}
