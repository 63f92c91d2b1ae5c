import type { SourceManifest } from '../manifest/manifest.ts'

export interface UnitDocument extends SourceManifest {
  /** The value as the file has it, or as kustomize or Helm made it: only a written one can be edited. */
  readonly origin: 'written' | 'rendered'
}

/** What one Application would sync. */
export interface Unit {
  /** The folder; '' is the root, `-` a text from elsewhere. */
  readonly name: string
  readonly from: 'folder' | 'kustomization' | 'chart' | 'text'
  readonly documents: readonly UnitDocument[]
  /** `ConfigMap/name` of further objects, which could not be rendered. */
  readonly generated: readonly string[]
}
