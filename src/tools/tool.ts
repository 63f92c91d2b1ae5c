import type * as z from 'zod/mini'
import type { JsonObject } from '../manifest/manifest.ts'

/** What an adapter needs to know to build its container. */
export interface ToolContext {
  readonly image: string
  /** The tool's own settings, as its schema parsed them. */
  readonly settings: Readonly<Record<string, unknown>>
  /** libpq's connection variables, from the migrator's Secret. */
  readonly connection: readonly JsonObject[]
  readonly tls: { readonly mode: string; readonly rootCertificate: string | undefined } | undefined
  readonly session: {
    readonly lockTimeout: number
    readonly statementTimeout: number
    readonly version: string | undefined
  }
  /** Where the migrations are mounted, or lie in the image. */
  readonly files: string
  readonly pipeline: string
}

/** What the adapter says of its container; the Job contract adds the rest. */
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

/** How wavec runs a migration tool in the migrate Job. */
export interface Tool {
  readonly id: string
  /** The tool's own settings, under its own name in `migrations`. */
  readonly settings: z.ZodMiniType
  /** The Job's backoffLimit by default, and at most: 0 unless a second run after a kill is proven to be safe. */
  readonly backoffLimit: number
  readonly maxBackoffLimit: number
  /** Whether the migrations are files that wavec reads and names by Flyway's convention. */
  readonly files: 'named' | 'any'
  /** The parts of the connection that the tool can't do without. */
  readonly needs: 'parts' | 'any'
  readonly image?: string
  /** Absent where wavec's own container migrates, or where the workload's container is wrapped. */
  container?(context: ToolContext): ToolContainer
}
