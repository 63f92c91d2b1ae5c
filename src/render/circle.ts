import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Entry, Kustomization } from './kustomization.ts'

/** By folder. */
type Kustomizations = ReadonlyMap<string, Kustomization>

/**
 * Kustomizations that include themselves, or a folder that they lie in: kustomize refuses both (kustomize v5.5.0,
 * api/internal/loader/fileloader.go `errIfArgEqualOrHigher`). Code: `source/circular`.
 */
export function circles(kustomizations: Kustomizations): readonly Diagnostic[] {
  const known = new Set<string>()
  return [...kustomizations.values()].flatMap((start) => {
    const way = wayBack(start, kustomizations)
    const [first] = way ?? []
    if (way === undefined || first === undefined) return []
    // Each kustomization of a circle leads back to itself.
    const members = JSON.stringify([...new Set([start.folder, ...way.map(targetOf)])].sort())
    if (known.has(members)) return []
    known.add(members)
    return [circular(start, first, [start.folder, ...way.map(targetOf)])]
  })
}

/** The entries that lead from the kustomization back to it, the shortest way; undefined if none do. */
function wayBack(start: Kustomization, kustomizations: Kustomizations): readonly Entry[] | undefined {
  const ways = new Map<string, readonly Entry[]>([[start.folder, []]])
  // What is added while it is read is read as well.
  for (const [folder, way] of ways) {
    for (const entry of kustomizations.get(folder)?.entries ?? []) {
      if (!kustomizations.has(targetOf(entry))) continue
      const on = [...way, entry]
      if (contains(targetOf(entry), start.folder)) return on
      if (!ways.has(targetOf(entry))) ways.set(targetOf(entry), on)
    }
  }
  return undefined
}

function contains(folder: string, other: string): boolean {
  return folder === other || folder === '' || other.startsWith(`${folder}/`)
}

/** Of what is not in the repository, a name that no folder has. */
function targetOf({ target }: Entry): string {
  return target ?? '/'
}

function circular({ locate }: Kustomization, { path }: Entry, folders: readonly string[]): Diagnostic {
  const [start = '', ...rest] = folders.map((folder) => (folder === '' ? '.' : folder))
  const end = rest.at(-1) ?? ''
  const what = start === end ? 'itself' : `${end}, which contains it`
  return diagnostic('source/circular', {
    message: `${start} includes ${what}: ${[start, ...rest].join(' → ')}`,
    why: 'kustomize refuses it, and renders nothing',
    help: 'delete the entry that leads back, or move what both need into a folder of its own',
    span: locate(path, 'value'),
  })
}
