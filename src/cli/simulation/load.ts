import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { hasErrors, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Surroundings } from '../command.ts'
import { loadFromPaths, type LoadedSources } from '../load-manifests.ts'
import { misused, wavec } from '../usage.ts'

/** Where the paths start, and what renders the folders among them. */
export type Around = Pick<Surroundings, 'cwd' | 'renderer'>

/** What is to be simulated: the objects of one Application, and the Application if there is one. */
export interface Loaded {
  readonly targets: readonly Manifest[]
  readonly application: Manifest | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly textOf: LoadedSources['textOf']
}

/** Nothing can be played of what can't be read; and of an input that was left out altogether, nothing is known. */
export function isUnplayable({ targets, diagnostics }: Loaded): boolean {
  return hasErrors(diagnostics) || targets.length === 0
}

/** What was not looked at does not count as harmless: each as a sentence. */
export function leftOut({ diagnostics }: Loaded): readonly string[] {
  return diagnostics
    .filter(({ code }) => code === 'manifests/not-rendered')
    .map(
      ({ message, why, span }) =>
        `${span?.file ?? ''} is not in this: ${message}${why === undefined ? '' : `; ${why}`}`,
    )
}

/** The given paths together are what one Application syncs. */
export function loadTargets(paths: readonly string[], around: Around, named: string | undefined): Loaded {
  const next = `${wavec} simulate --help`
  const sources = loadFromPaths(paths, around, next)
  const all = manifestsOf(sources)
  if (all.length === 0 && sources.diagnostics.length === 0) throw misused(`no manifest in ${paths.join(', ')}`, next)
  const application = named === undefined ? besides(paths, all, around) : given(named, around)
  // An Application that lies among its own objects is what syncs them, not one of them.
  const targets = all.filter((manifest) => manifest !== application)
  return { targets, application, diagnostics: sources.diagnostics, textOf: sources.textOf }
}

export function manifestsOf({ units }: LoadedSources): readonly Manifest[] {
  return units.flatMap(({ documents }) => documents.map(({ manifest }) => manifest))
}

function given(path: string, around: Around): Manifest {
  const found = manifestsOf(loadFromPaths([path], around, `${wavec} simulate --help`)).find(isApplication)
  if (found !== undefined) return found
  throw misused(`simulate: there is no Application in ${path}`, `${wavec} simulate --help`)
}

/** Among the objects, or where wavec puts it: in the folder `applications` beside the one that it syncs. */
function besides(paths: readonly string[], all: readonly Manifest[], around: Around): Manifest | undefined {
  const { cwd } = around
  const folders = paths.map((path) => relative(cwd, resolve(cwd, path)).split(sep).join('/'))
  const own = all.filter(isApplication).find((each) => syncs(each, folders))
  if (own !== undefined) return own
  for (const path of paths) {
    const folder = join(dirname(resolve(cwd, path)), 'applications')
    if (!existsSync(folder) || readdirSync(folder).length === 0) continue
    const found = manifestsOf(loadFromPaths([folder], around, '')).find(
      (each) => isApplication(each) && syncs(each, folders),
    )
    if (found !== undefined) return found
  }
  return undefined
}

function isApplication({ kind, apiVersion }: Manifest): boolean {
  return kind === 'Application' && apiVersion.startsWith('argoproj.io/')
}

/** Its path is one of the folders, as far as both are known: a repository may be looked at from inside. */
function syncs(application: Manifest, folders: readonly string[]): boolean {
  const path = textAt(application, 'spec', 'source', 'path')
  return (
    path !== undefined &&
    folders.some((folder) => `/${folder}`.endsWith(`/${path}`) || `/${path}`.endsWith(`/${folder}`))
  )
}
