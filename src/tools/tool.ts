import type * as z from 'zod/mini'
import type { JsonObject } from '../manifest/manifest.ts'
import type { Naming } from '../migrations/naming.ts'
import type { DatabasePart } from '../protocol/connection.ts'
import type { Applier } from '../sql/index.ts'
import type { History } from './history.ts'
import type { Session } from './session.ts'

/** A tool's own settings, as its schema parsed them. */
export type Settings = Readonly<Record<string, unknown>>

/** Everything that wavec knows of one migration tool. Every field is required: what a tool lacks, its file says. */
export interface Tool {
  /** Its name in a spec, in a Step and in the ledger. */
  readonly id: string
  /** The tool's own settings, under its own name in `migrations`. */
  readonly settings: z.ZodMiniType
  /** All of them as YAML, with comments, for `schema --yaml`. */
  readonly settingsExample: string
  /** Settings that a spec must hold, as an example; undefined where all are optional. */
  readonly requiredSettings: string | undefined
  readonly runs: Runs
  /** The Job's backoffLimit by default, and at most: 0 unless a second run after a kill is proven to be safe. */
  readonly backoffLimit: { readonly standard: number; readonly most: number }
  /** Why it can't take the connection as one URL; undefined where it can. */
  readonly needsParts: string | undefined
  /** What it would take for another host or database than it is, in a sentence. */
  readonly misreads: (connection: ConnectionParts) => string | undefined
  /** First in its search_path, and where its history is; undefined for the role's own search_path. */
  readonly schema: (settings: Settings) => string | undefined
  /** What it does where that schema does not exist. */
  readonly missingSchema: 'created' | 'refused'
  readonly files: Naming
  readonly sql: Applier
  readonly history: History
  readonly rehearsal: Rehearsal
  /** By which files `init` recognises a repository that uses it. */
  readonly signs: readonly Sign[]
}

/** Undefined where the value is not known here. */
export interface ConnectionParts {
  readonly host: string | undefined
  readonly database: string | undefined
}

/** Where the migrations are applied. */
export type Runs =
  /** In wavec's own container, by its own engine. */
  | { readonly in: 'engine' }
  /** In a container of the tool's, between a stamp in the ledger and the expectations. */
  | {
      readonly in: 'image'
      /** Unless the spec names another. */
      readonly image: string
      readonly container: (context: ToolContext) => ToolContainer
    }
  /** In the workload's own container, with its env and mounts; its image holds the migrations. */
  | {
      readonly in: 'workload'
      readonly command: (settings: Settings) => readonly string[]
      /** Which variables hold which part of the connection; undefined: those of common names. */
      readonly variables: (settings: Settings) => Readonly<Record<string, DatabasePart>> | undefined
    }

/** What an adapter needs to know to build its container. */
export interface ToolContext {
  readonly settings: Settings
  /** libpq's connection variables, from the migrator's Secret. */
  readonly connection: readonly JsonObject[]
  readonly tls: { readonly mode: string; readonly rootCertificate: string | undefined } | undefined
  readonly session: Session
  /** Where the migrations are mounted, or are in the image. */
  readonly files: string
  readonly pipeline: string
}

/** The tool's container; the Job contract adds the rest. */
export interface ToolContainer {
  readonly name: string
  readonly args: readonly string[]
  readonly env: readonly JsonObject[]
  /** Paths that the tool writes; each gets an emptyDir. */
  readonly writes: readonly string[]
  /** Numeric: the image's own user may be root, or a name that the kubelet can't check. */
  readonly user: number
  /** Exit codes that no second attempt will change. */
  readonly permanentExitCodes: readonly number[]
}

/** How it is rehearsed on a machine that may not have it. */
export interface Rehearsal {
  /** Whether wavec's own engine applies its files where its program is missing. */
  readonly substitute: 'engine' | 'none'
  /** What only the tool itself does with these variables; undefined: the engine's result is the same. */
  readonly onlyItself: (variables: ReadonlyMap<string, string>) => string | undefined
  /** Programs that can't connect through a Unix socket. */
  readonly overTcp: readonly string[]
}

export interface Sign {
  /** The common name of the tool. */
  readonly kind: string
  /** Matches the path of a migration. */
  readonly file: RegExp
  /** Another condition on the repository; `folder` contains the file. */
  readonly beside?: (folder: string, files: ReadonlySet<string>) => boolean
  /** `parent`: each migration has its own folder. */
  readonly level?: 'parent'
  /** For a tool that runs in the workload: the command from its documentation on deployments. */
  readonly command?: readonly string[]
}
