import { hasErrors, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { textAt } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Sources } from '../../render/index.ts'
import type { SyncEvent } from '../../simulate/index.ts'

/** What is to be simulated: the objects of one Application, and the Application if there is one. */
export interface Targets {
  readonly targets: readonly Manifest[]
  readonly application: Manifest | undefined
  /** What was found while they were read. */
  readonly diagnostics: readonly Diagnostic[]
}

/** The objects that are in the cluster already, and what the user calls them, e.g. a folder or a commit. */
export interface Live {
  readonly name: string
  readonly manifests: readonly Manifest[]
}

/** What is to fail, to hang or to be slow. Several names are separated by commas. */
export interface Faults {
  /** A stage of wavec, e.g. `migrate`, or an object as `Job/x` or `x`. */
  readonly fail?: string | undefined
  readonly hang?: string | undefined
  /** `NAME=30s` */
  readonly slow?: string | undefined
  /** When the user terminates the operation, e.g. `1m30s`. */
  readonly terminateAt?: string | undefined
}

export interface SimulationRequest extends Faults {
  readonly loaded: Targets
  readonly live: Live | undefined
  readonly event: SyncEvent
  /** What a selective sync, or self-heal, is about; what differs unless named. */
  readonly resource?: string | undefined
  readonly typed: Typed
}

/** How the user asked: messages quote it. */
export interface Typed {
  readonly verb: 'simulate' | 'graph'
  /** What names the targets: files or folders. */
  readonly paths: readonly string[]
  /** The same command line with another word for one of its options. */
  again(option: string, word: string): string
  /** The same command line without one of its options. */
  without(option: string): string
}

/** Input that can't be read can't be simulated, and nothing is known of input that was left out altogether. */
export function isUnplayable({ targets, diagnostics }: Targets): boolean {
  return hasErrors(diagnostics) || targets.length === 0
}

/** What was left out does not count as harmless: each as a sentence. */
export function leftOut({ diagnostics }: Targets): readonly string[] {
  return diagnostics
    .filter(({ code }) => code === 'manifests/not-rendered')
    .map(
      ({ message, why, span }) =>
        `${span?.file ?? ''} is not in this: ${message}${why === undefined ? '' : `; ${why}`}`,
    )
}

export function manifestsOf({ units }: Pick<Sources, 'units'>): readonly Manifest[] {
  return units.flatMap(({ documents }) => documents.map(({ manifest }) => manifest))
}

export function isApplication({ kind, apiVersion }: Manifest): boolean {
  return kind === 'Application' && apiVersion.startsWith('argoproj.io/')
}

/** The Application that syncs one of the folders, as far as both paths are known: one may start below the root. */
export function applicationOf(manifests: readonly Manifest[], folders: readonly string[]): Manifest | undefined {
  return manifests.find((each) => isApplication(each) && syncs(each, folders))
}

function syncs(application: Manifest, folders: readonly string[]): boolean {
  const path = textAt(application, 'spec', 'source', 'path')
  return (
    path !== undefined &&
    folders.some((folder) => `/${folder}`.endsWith(`/${path}`) || `/${path}`.endsWith(`/${folder}`))
  )
}
