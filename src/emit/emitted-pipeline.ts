import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { MigrationFile } from '../migrations/file.ts'
import type { Naming } from '../migrations/naming.ts'
import type { Task } from '../timeline/timeline.ts'
import type { Baked } from './dockerfile.ts'
import type { EmittedFile } from './files.ts'
import type { OwedImage } from './owed-images.ts'
import type { OwedSecret } from './owed.ts'

/** One pipeline in one environment: its files, and what the verbs need to know of it. */
export interface EmittedPipeline {
  readonly name: string
  readonly environment: string
  readonly namespace: string
  readonly release: string
  /** Of the workload's container: what the release brings. */
  readonly image: string
  /** The spec. */
  readonly file: string
  /** The files that it was made from: the spec, the migrations, the workload's manifests. */
  readonly sources: readonly string[]
  /** Relative to `manifests/`. */
  readonly folder: string
  readonly files: readonly EmittedFile[]
  readonly owed: readonly OwedSecret[]
  readonly images: readonly OwedImage[]
  /** Warnings that a check shows and a compile does not: nothing is wrong with the release. */
  readonly advice: readonly Diagnostic[]
  /** Whether its files bring the program of the Jobs, or an image that the spec names holds it. */
  readonly program: 'travels' | 'in-image'
  /** What an image holds that no manifest does. */
  readonly baked: Baked | undefined
  readonly stages: readonly Task[]
  /** Files whose names hold versions are in their order. */
  readonly migrations: {
    readonly files: readonly MigrationFile[]
    readonly naming: Naming
    readonly appliedBy: 'wavec' | 'tool'
  }
}
