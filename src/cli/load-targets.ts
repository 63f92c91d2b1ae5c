import { readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isFolder } from '../connect/disk.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Report } from '../report/index.ts'
import type { Surroundings } from './command.ts'
import { loadFromPaths } from './load-manifests.ts'
import { applicationOf, isApplication, manifestsOf, type Targets } from '../project/simulate.ts'
import { misused, wavec } from '../project/usage.ts'

/** Where the paths start, what renders the folders among them, and which verb was typed. */
export interface Around extends Pick<Surroundings, 'cwd' | 'renderer' | 'stdin'> {
  readonly verb: 'simulate' | 'graph'
}

export interface LoadedTargets extends Targets {
  readonly textOf: Report['textOf']
}

/** The given paths together are what one Application syncs. */
export function loadTargets(paths: readonly string[], around: Around, named: string | undefined): LoadedTargets {
  const next = `${wavec} ${around.verb} --help`
  const sources = loadFromPaths(paths, around, next)
  const all = manifestsOf(sources)
  if (all.length === 0 && sources.diagnostics.length === 0) throw misused(`no manifest in ${paths.join(', ')}`, next)
  const application = named === undefined ? besides(paths, all, around) : given(named, around)
  // An Application that lies among its own objects is what syncs them, not one of them.
  const targets = all.filter((manifest) => manifest !== application)
  return { targets, application, diagnostics: sources.diagnostics, textOf: sources.textOf }
}

function given(path: string, around: Around): Manifest {
  const next = `${wavec} ${around.verb} --help`
  const found = manifestsOf(loadFromPaths([path], around, next)).find(isApplication)
  if (found !== undefined) return found
  throw misused(`${around.verb}: there is no Application in ${path}`, next)
}

/** Among the objects, or where wavec puts it: in the folder `applications` beside the one that it syncs. */
function besides(paths: readonly string[], all: readonly Manifest[], around: Around): Manifest | undefined {
  const { cwd } = around
  const folders = paths.map((path) => relative(cwd, resolve(cwd, path)).split(sep).join('/'))
  const own = applicationOf(all, folders)
  if (own !== undefined) return own
  for (const path of paths) {
    const folder = join(dirname(resolve(cwd, path)), 'applications')
    if (!isFolder(folder) || readdirSync(folder).length === 0) continue
    const found = applicationOf(manifestsOf(loadFromPaths([folder], around, '')), folders)
    if (found !== undefined) return found
  }
  return undefined
}
