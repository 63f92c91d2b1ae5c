import { append } from '../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { loadManifests } from '../manifest/load.ts'
import { attempt, type Attempt } from './attempt.ts'
import { changesOf, foreignBase, generatedBy, resourcesOf, type Kustomization } from './kustomization.ts'
import { kustomizeInput, type KustomizeInput } from './kustomize-input.ts'
import { kustomizeOrigin } from './origin.ts'
import type { Reader, Reading } from './reader.ts'
import { jobWithOrigins, takeOrigin, withoutWrapper } from './stated-origin.ts'
import type { Survey } from './survey.ts'
import type { Unit, UnitDocument } from './unit.ts'

/** The unit of a kustomization folder: its resources where it only lists them, else kustomize's output. */
export function kustomized(folder: string, survey: Survey, reading: Reading): Unit {
  const generated: string[] = []
  const documents = build(folder, { ...reading, survey, generated }, [])
  return { name: folder, from: 'kustomization', documents, generated }
}

interface Building extends Reading {
  readonly survey: Survey
  readonly generated: string[]
}

function build(folder: string, building: Building, trail: readonly string[]): readonly UnitDocument[] {
  const { survey, reader, generated } = building
  const kustomization = survey.kustomizations.get(folder)
  // A circle was reported when the folders were surveyed. Here the recursion only has to end.
  if (kustomization === undefined || trail.includes(folder)) return []
  if (changesOf(kustomization).length === 0) return follow(kustomization, building, trail)
  const why = foreignBelow(folder, survey)
  const rendered = why === undefined ? renderFolder(folder, building) : { ok: false as const, why }
  if (rendered.ok) return locatedIn(rendered, kustomization, reader)
  reader.diagnostics.push(notRendered(kustomization, rendered.why))
  append(generated, generatedBy(kustomization))
  return follow(kustomization, building, trail)
}

function follow(kustomization: Kustomization, building: Building, trail: readonly string[]): readonly UnitDocument[] {
  const { survey, reader } = building
  const base = foreignBase(kustomization)
  if (base !== undefined && changesOf(kustomization).length === 0)
    reader.diagnostics.push(notRendered(kustomization, foreign(base, kustomization)))
  return resourcesOf(kustomization).flatMap((path) =>
    survey.kustomizations.has(path)
      ? build(path, building, [...trail, kustomization.folder])
      : reader.documents(path, kustomization),
  )
}

/** kustomize would fetch such a base, and findings must not depend on the network. */
function foreignBelow(folder: string, survey: Survey, seen = new Set<string>()): string | undefined {
  const kustomization = survey.kustomizations.get(folder)
  if (kustomization === undefined || seen.has(folder)) return undefined
  seen.add(folder)
  const base = foreignBase(kustomization)
  if (base !== undefined) return foreign(base, kustomization)
  for (const path of resourcesOf(kustomization)) {
    const why = foreignBelow(path, survey, seen)
    if (why !== undefined) return why
  }
  return undefined
}

function foreign(base: string, { file }: Kustomization): string {
  return `${file} has a base that is not in this repository: ${base}`
}

/** Rendered as in a compile: from the files of the tree alone. */
function renderFolder(folder: string, { tree, renderer }: Reading): Attempt<KustomizeInput> {
  const input = kustomizeInput(tree, { folder, span: { file: folder, start: 0, end: 0 } })
  const rendered = attempt(input, jobWithOrigins, renderer)
  return rendered.ok ? rendered : { ok: false, why: withoutWrapper(rendered.why) }
}

/** The objects with kustomize's values, each located in the file that it came from. */
function locatedIn(
  { text, input }: Extract<Attempt<KustomizeInput>, { ok: true }>,
  { file, folder }: Kustomization,
  reader: Reader,
): readonly UnitDocument[] {
  const origin = kustomizeOrigin(input, (path) => reader.documents(path))
  return loadManifests(file, text, 'any').manifests.map((made) => {
    const { manifest, stated } = takeOrigin(made.manifest, folder)
    const locate = origin(manifest, stated)
    return { manifest, file: locate(['kind']).file, locate, origin: 'rendered' }
  })
}

function notRendered(kustomization: Kustomization, why: string): Diagnostic {
  const changes = changesOf(kustomization)
  const left = changes.length === 0 ? '' : `: ${changes.join(', ')} not applied`
  const field = foreignBase(kustomization) === undefined ? (changes[0] ?? 'resources') : 'resources'
  return diagnostic('manifests/not-rendered', {
    message: `this kustomization was not rendered${left}`,
    why,
    help: 'kubectl kustomize FOLDER | npx wavec audit -',
    span: kustomization.locate([field], 'key'),
  })
}
