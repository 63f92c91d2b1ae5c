import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Kustomization } from './kustomization.ts'
import { fromRendered } from './rendered.ts'
import type { Reader, Render, Unit, UnitDocument } from './sources.ts'
import type { Survey } from './survey.ts'

/** The unit of a kustomization folder: its resources where that is all, else what kustomize makes of them. */
export function kustomized(folder: string, survey: Survey, reader: Reader, render: Render): Unit {
  const building: Building = { survey, reader, render, generated: [] }
  const documents = build(folder, building, [])
  return { name: folder, from: 'kustomization', documents, generated: building.generated }
}

interface Building {
  readonly survey: Survey
  readonly reader: Reader
  readonly render: Render
  readonly generated: string[]
}

function build(folder: string, building: Building, trail: readonly string[]): readonly UnitDocument[] {
  const kustomization = building.survey.kustomizations.get(folder)
  // A circle is refused by kustomize itself; here it must only end.
  if (kustomization === undefined || trail.includes(folder)) return []
  if (kustomization.changes.length === 0) return follow(folder, kustomization, building, trail)
  const why = remoteBelow(folder, building.survey)
  const rendered = why === undefined ? building.render(folder) : { ok: false as const, why }
  if (rendered.ok) return fromRendered({ folder, kustomization, ...rendered, reader: building.reader })
  building.reader.diagnostics.push(notRendered(kustomization, rendered.why))
  building.generated.push(...kustomization.generates)
  return follow(folder, kustomization, building, trail)
}

function follow(
  folder: string,
  kustomization: Kustomization,
  building: Building,
  trail: readonly string[],
): readonly UnitDocument[] {
  if (kustomization.changes.length === 0 && kustomization.remote.length > 0)
    building.reader.diagnostics.push(notRendered(kustomization, remote(kustomization)))
  return kustomization.resources.flatMap((path) =>
    building.survey.kustomizations.has(path)
      ? build(path, building, [...trail, folder])
      : building.reader.documents(path, kustomization),
  )
}

/** kustomize would fetch it: what is on the network must not decide what is found, nor be waited for. */
function remoteBelow(
  folder: string,
  { kustomizations }: Pick<Survey, 'kustomizations'>,
  seen = new Set<string>(),
): string | undefined {
  const kustomization = kustomizations.get(folder)
  if (kustomization === undefined || seen.has(folder)) return undefined
  seen.add(folder)
  if (kustomization.remote.length > 0) return remote(kustomization)
  for (const path of kustomization.resources) {
    const why = remoteBelow(path, { kustomizations }, seen)
    if (why !== undefined) return why
  }
  return undefined
}

function remote({ remote: [first = ''], file }: Kustomization): string {
  return `${file} has a base that is not in this repository: ${first}`
}

function notRendered({ locate, changes, remote: [first] }: Kustomization, why: string): Diagnostic {
  const left = changes.length === 0 ? '' : `; ${changes.join(', ')} left out`
  return diagnostic('manifests/not-rendered', {
    message: `this kustomization was not rendered${left}`,
    why,
    help: 'kubectl kustomize FOLDER | npx wavec audit -',
    span: first === undefined ? locate([changes[0] ?? 'resources'], 'key') : locate(['resources'], 'key'),
  })
}
