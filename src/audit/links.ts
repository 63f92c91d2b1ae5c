import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceManifest } from '../manifest/manifest.ts'
import { unsafeSourcesIn } from './rules/application/unsafe-source.ts'
import { unsafeLinksIn } from './rules/option/unsafe-link.ts'

/** Links and sources of one object that are not safe to follow, by the audit's own rules. */
export function auditLinks({ manifest, locate }: SourceManifest): readonly Diagnostic[] {
  const place = { id: `${manifest.kind}/${manifest.metadata.name}`, manifest, locate }
  return [
    ...unsafeLinksIn(place).map((finding) => diagnostic('option/unsafe-link', finding)),
    ...unsafeSourcesIn(place).map((finding) => diagnostic('application/unsafe-source', finding)),
  ]
}
