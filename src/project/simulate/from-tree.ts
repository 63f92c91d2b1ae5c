import { sortDiagnostics, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Renderer } from '../../render/index.ts'
import type { Report } from '../../report/index.ts'
import type { SyncEvent } from '../../simulate/index.ts'
import { folderOf, inFolder } from '../../source/path.ts'
import type { Tree } from '../../source/tree.ts'
import { graphSync, type Picture } from '../graph.ts'
import { readManifests, type ReadManifests } from '../read-manifests.ts'
import { simulateSync, type Simulated } from '../simulate.ts'
import { misused, wavec } from '../usage.ts'
import { applicationOf, isApplication, isUnplayable, manifestsOf, type Faults, type Live } from './request.ts'
import type { SimulationRequest, Targets } from './request.ts'
import { typedAs } from './typed-as.ts'

interface Targeted {
  /** Files and folders that one Application syncs together. */
  readonly paths: readonly string[]
  /** The file of the Application; looked for among the paths, and in a folder `applications` beside them. */
  readonly application?: string
  /** What is in the cluster already, of the same or another tree; nothing unless given. */
  readonly live?: { readonly name: string; readonly tree: Tree; readonly paths: readonly string[] }
  readonly renderer?: Renderer
}

export interface SimulateRequest extends Targeted, Faults {
  /** What starts the sync; `sync`, a full one, unless given. */
  readonly event?: SyncEvent
  /** Of a selective sync or a self-heal: the objects; what differs unless given. */
  readonly resource?: string
}

export interface GraphRequest extends Targeted {
  /** `mermaid` unless given. */
  readonly as?: Picture
  /** svg: what fails, as in `simulate`. */
  readonly fail?: string
}

/** The manifests can't be simulated: they can't be read, or there are none. */
export interface Unreadable {
  readonly kind: 'unreadable'
  readonly diagnostics: readonly Diagnostic[]
  readonly textOf: Report['textOf']
}

export type SimulateAnswer = ({ readonly kind: 'simulated' } & Simulated) | Unreadable
export type GraphAnswer = { readonly kind: 'drawn'; readonly text: string } | Unreadable

/** What Argo CD would do with the manifests, pass by pass. Throws a `Failure` for a name that no object has. */
export function simulate(tree: Tree, request: SimulateRequest): SimulateAnswer {
  const { event = 'sync', fail, hang, slow, terminateAt, resource } = request
  const read = targetsOf(tree, request, 'simulate')
  if ('kind' in read) return read
  return { kind: 'simulated', ...simulateSync({ ...read, event, fail, hang, slow, terminateAt, resource }) }
}

/** The waves of a sync as mermaid, SVG or one HTML page. Throws a `Failure` for a name that no object has. */
export function graph(tree: Tree, request: GraphRequest): GraphAnswer {
  const read = targetsOf(tree, request, 'graph')
  if ('kind' in read) return read
  return { kind: 'drawn', text: graphSync(request.as ?? 'mermaid', { ...read, fail: request.fail }) }
}

function targetsOf(
  tree: Tree,
  { paths, application, live, renderer }: Targeted,
  verb: 'simulate' | 'graph',
): Pick<SimulationRequest, 'loaded' | 'live' | 'typed'> | Unreadable {
  const read = (from: Tree, at: readonly string[]): ReadManifests =>
    readManifests(from, { paths: at, ...(renderer === undefined ? {} : { renderer }) })
  const { diagnostics, textOf, ...sources } = read(tree, paths)
  const all = manifestsOf(sources)
  const found =
    application === undefined
      ? (applicationOf(all, paths) ?? besides(tree, paths))
      : manifestsOf(read(tree, [application])).find(isApplication)
  if (application !== undefined && found === undefined)
    throw misused(`${verb}: there is no Application in ${application}`, `${wavec} ${verb} --help`)
  const loaded: Targets = { targets: all.filter((each) => each !== found), application: found, diagnostics }
  if (isUnplayable(loaded)) return { kind: 'unreadable', diagnostics: sortDiagnostics(diagnostics), textOf }
  const there: Live | undefined =
    live === undefined ? undefined : { name: live.name, manifests: manifestsOf(read(live.tree, live.paths)) }
  return { loaded, live: there, typed: typedAs(verb, paths, {}) }
}

/** Where a compile puts it: in the folder `applications` beside the one that it syncs. */
function besides(tree: Tree, paths: readonly string[]): Manifest | undefined {
  const folders = paths.map((path) => inFolder(folderOf(path), 'applications')).filter((path) => tree.list(path).ok)
  return folders.length === 0 ? undefined : applicationOf(manifestsOf(readManifests(tree, { paths: folders })), paths)
}
