import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Step } from '../protocol/step.ts'
import { isList, textAt } from '../manifest/fields.ts'
import { parseImage } from '../manifest/image.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import type { Tool, Tools } from '../tools/index.ts'
import { expand } from './expansion.ts'
import { withLocalPaths, type Mount } from './paths.ts'
import { onPath } from './programs.ts'
import type { Images } from './world.ts'

/** How to run the container of another program here. */
export type Way =
  | {
      readonly way: 'program'
      readonly command: readonly string[]
      readonly path: string
      /** The program that the spec names for this image. */
      readonly named?: string
    }
  | { readonly way: 'engine'; readonly step: Step }
  | { readonly way: 'not-run'; readonly why: string }

interface Here {
  readonly variables: ReadonlyMap<string, string>
  readonly mounts: readonly Mount[]
  readonly cwd: string
  readonly programs: Images['programs']
  readonly tools: Tools
}

/** `beside` is the Step of wavec's own container in the same pod. */
export function wayOf(container: JsonObject, beside: Step | undefined, here: Here): Way {
  const { variables, cwd } = here
  const image = textAt(container, 'image') ?? ''
  const command = commandOf(container, here)
  const named = here.programs.get(parseImage(image).repository)
  if (named !== undefined) return insteadOfEntrypoint(named, command, cwd)
  // A program that happens to be in PATH would run with the container's arguments and could reach any address in them.
  if (beside === undefined || !('migrations' in beside)) return { way: 'not-run', why: `its program is in ${image}` }
  const local = localCommand(command, cwd)
  if (local.missing === undefined)
    return { way: 'program', command: [local.path, ...command.slice(1)], path: local.path }
  const tool = here.tools[beside.migrations.tool]
  return tool === undefined || tool.rehearsal.substitute === 'none'
    ? { way: 'not-run', why: `${local.missing} is in ${image}, not on this machine` }
    : insteadOf(tool, beside, { variables, image })
}

/** The spec names it explicitly, so it replaces the image's entrypoint and gets the same arguments. */
function insteadOfEntrypoint(named: string, [, ...args]: readonly string[], cwd: string): Way {
  const path = join(cwd, named)
  if (!existsSync(path)) return { way: 'not-run', why: `${named}, named in rehearse.programs, does not exist` }
  return { way: 'program', command: [path, ...args], path, named }
}

type Local = { readonly path: string; readonly missing?: undefined } | { readonly missing: string }

/** A program counts as available only together with the script that it runs. */
function localCommand([program = '', ...args]: readonly string[], cwd: string): Local {
  const path = program === '' ? undefined : onPath(program)
  if (path === undefined) return { missing: [program, ...args].join(' ') }
  const script = args.find((arg) => /^[\w./-]+\.(?:py|rb|js|mjs|php|sh|jar)$/.test(arg))
  return script === undefined || existsSync(join(cwd, script)) ? { path } : { missing: script }
}

type Migrating = Extract<Step, { readonly migrations: unknown }>

interface Missing {
  readonly variables: ReadonlyMap<string, string>
  readonly image: string
}

function insteadOf({ id, rehearsal }: Tool, beside: Migrating, { variables, image }: Missing): Way {
  const own = rehearsal.onlyItself(variables)
  if (own !== undefined) return { way: 'not-run', why: `${id} is not installed, and only ${id} ${own}` }
  if (beside.migrations.files === undefined)
    return { way: 'not-run', why: `the migrations are in ${image}, and ${id} is not installed` }
  return { way: 'engine', step: engineStep(beside) }
}

/** An image without a command is assumed to start the program of its name. */
function commandOf(container: JsonObject, { variables, mounts }: Here): readonly string[] {
  const image = textAt(container, 'image') ?? ''
  const [command, args] = [texts(container['command']), texts(container['args'])]
  const program = command.length > 0 ? command : [basename(image.replace(/[:@].*$/, ''))]
  return [...program, ...args].map((word) => expand(withLocalPaths(word, mounts), variables))
}

/** Applies the same files in the same session and schema with wavec's own engine. The tool says which part of a file. */
function engineStep(beside: Migrating): Step {
  const { contract, pipeline, environment, namespace, release, digest, stopAfter, database, migrations } = beside
  const header = { contract, pipeline, environment, namespace, release, digest, stopAfter }
  // The connection is the rehearsal's own: no variable of it comes from a key of a Secret.
  const session = { ...database, secretKeys: [] }
  return Step.parse({ ...header, kind: 'migrate', database: session, migrations, expect: [] })
}

function texts(value: JsonObject[string]): readonly string[] {
  return isList(value) ? value.filter((word) => typeof word === 'string') : []
}
