import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceManifest } from '../manifest/manifest.ts'
import { plaintextIn } from './rules/secret/plaintext.ts'

/** Plaintext credentials in one object, by the audit's own rule. */
export function auditCredentials({ manifest, locate }: SourceManifest): readonly Diagnostic[] {
  const id = `${manifest.kind}/${manifest.metadata.name}`
  return (plaintextIn({ id, manifest, locate }) ?? []).map((finding) => diagnostic('secret/plaintext', finding))
}
