import type { Span } from '../diagnostic/diagnostic.ts'
import type { Locate } from '../source/span.ts'
import type { Settings, Tool } from '../tools/index.ts'
import type { Spec } from './schema.ts'

/** One pipeline in one environment: the spec with the environment's patch applied and every default filled in. */
export interface LoadedPipeline {
  readonly name: string
  readonly namespace: string
  /** `default` where the spec names no environments. */
  readonly environment: string
  readonly spec: Spec
  /** What `spec.migrations` names, and its settings there. */
  readonly tool: Tool
  readonly toolSettings: Settings
  /** The spec file, and the folder that its paths start from. */
  readonly file: string
  readonly folder: string
  /** `metadata.name`. */
  readonly nameSpan: Span
  /** Paths start at `spec`'s fields, e.g. `['migrate', 'deadline']`; the environment's patch is looked at first. */
  readonly locate: Locate
}
