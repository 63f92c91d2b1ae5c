import type { Document } from 'yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate } from './span.ts'
import type { PlainMap } from './yaml-plain-tree.ts'

export interface YamlOptions {
  /** `one` refuses a second document and a file without any. `many`, the default, leaves out empty documents. */
  readonly documents?: 'one' | 'many'
  /**
   * Turns the text of a plain scalar (no quotes, no block) into its value; '' is a missing value. The default is the core
   * schema of YAML 1.2. Keys are always strings.
   */
  readonly plain?: (text: string) => unknown
}

export interface ParsedDocument {
  /** Builds a new value on each call: maps as plain objects, aliases and merge keys (`<<`) expanded. */
  readonly value: () => unknown
  readonly locate: Locate
  /** The document's text, with comments and without `---`: offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
  /** `start` includes `---`, `body` is the end of the content or a point in the blanks after it, `end` that of everything. */
  readonly range: readonly [start: number, body: number, end: number]
  /** The root, if the fast reader accepted the text: then the full parser has not run. */
  readonly plain: PlainMap | undefined
  /** Runs the full parser if it has not run yet. */
  readonly document: () => Document.Parsed
}

export interface ParsedYaml {
  /** Each is a map. Empty if an error makes the text unreliable. */
  readonly documents: readonly ParsedDocument[]
  readonly diagnostics: readonly Diagnostic[]
}
