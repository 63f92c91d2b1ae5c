import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { loadManifests } from '../manifest/load.ts'
import { changesOf, foreignBase, generatedBy, resourcesOf, type Kustomization } from './kustomization.ts'
import { kustomizeInput, type KustomizeInput } from './kustomize-input.ts'
import { kustomizeOrigin } from './origin.ts'
import type { Reader, Reading } from './reader.ts'
import { whyNot } from './refusal.ts'
import { jobWithOrigins, takeOrigin, withoutWrapper } from './stated-origin.ts'
import type { Survey } from './survey.ts'
import type { Unit, UnitDocument } from './unit.ts'

/** The unit of a kustomization folder: its resources where that is all, else what kustomize makes of them. */
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
  // A circle is refused by kustomize itself; here it must only end.
  if (kustomization === undefined || trail.includes(folder)) return []
  if (changesOf(kustomization).length === 0) return follow(kustomization, building, trail)
  const why = foreignBelow(folder, survey)
  const rendered = why === undefined ? renderFolder(folder, building) : { ok: false as const, why }
  if (rendered.ok) return locatedIn(rendered, kustomization, reader)
  reader.diagnostics.push(notRendered(kustomization, rendered.why))
  generated.push(...generatedBy(kustomization))
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

/** kustomize would fetch it: the network must not decide what is found, nor be waited for. */
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

type Rendered =
  | { readonly ok: true; readonly text: string; readonly input: KustomizeInput }
  | { readonly ok: false; readonly why: string }

/** Rendered as in a compile: from the files of the tree alone. */
function renderFolder(folder: string, { tree, renderer }: Reading): Rendered {
  const { value: input, diagnostics } = kustomizeInput(tree, { folder, span: { file: folder, start: 0, end: 0 } })
  const refused = diagnostics.find(({ severity }) => severity === 'error')
  if (input === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
  const rendering = renderer?.render(jobWithOrigins(input))
  if (rendering?.ok === true) return { ok: true, text: rendering.text, input }
  return { ok: false, why: withoutWrapper(whyNot('kustomize', rendering)) }
}

/** The objects with kustomize's values, each located in the file that it came from. */
function locatedIn(
  { text, input }: Extract<Rendered, { ok: true }>,
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
  const left = changes.length === 0 ? '' : `; ${changes.join(', ')} left out`
  const field = foreignBase(kustomization) === undefined ? (changes[0] ?? 'resources') : 'resources'
  return diagnostic('manifests/not-rendered', {
    message: `this kustomization was not rendered${left}`,
    why,
    help: 'kubectl kustomize FOLDER | npx wavec audit -',
    span: kustomization.locate([field], 'key'),
  })
}
