import type { Document } from 'yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate } from './span.ts'
import type { PlainMap } from './yaml-plain-tree.ts'

export interface YamlOptions {
  /** `one`: a second document is refused, and so is a file without any. `many` by default: empty ones are left out. */
  readonly documents?: 'one' | 'many'
  /**
   * The value of a plain scalar (no quotes, no block), from its text; '' is a value that is missing. Without it: YAML
   * 1.2, core schema. Keys are strings in either case.
   */
  readonly plain?: (text: string) => unknown
}

export interface ParsedDocument {
  /** Builds the value anew at each call: maps as plain objects, aliases and merge keys (`<<`) expanded. */
  readonly value: () => unknown
  readonly locate: Locate
  /** Where the document's text stands, with its comments and without `---`: offsets, `end` exclusive. */
  readonly start: number
  readonly end: number
  /** From `---`, where there is one; to the end of the content, or anywhere in the blanks behind; to the end of it all. */
  readonly range: readonly [start: number, body: number, end: number]
  /** The root, where the text is plain enough for the fast reader: then nothing has parsed it in full. */
  readonly plain: PlainMap | undefined
  /** Parses in full if nothing has yet. */
  readonly document: () => Document.Parsed
}

export interface ParsedYaml {
  /** Empty after an error that leaves nothing to trust. Each is a map. */
  readonly documents: readonly ParsedDocument[]
  readonly diagnostics: readonly Diagnostic[]
}
