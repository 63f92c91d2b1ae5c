import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Unit } from '../../render/index.ts'
import { folderOf } from '../../source/path.ts'
import { judgeSources } from '../audit/judge-sources.ts'
import type { EmittedManifests } from './load-emitted.ts'

/** What the audit says of manifests that were compiled and are nowhere yet, and the texts that its places count in. */
export interface EmittedAudit {
  readonly inspect: (pipeline: readonly EmittedManifests[]) => readonly Diagnostic[]
  readonly textOf: (file: string) => string | undefined
}

/** Keeps the texts of files with findings only: there can be thousands without. */
export function emittedAudit(): EmittedAudit {
  const texts = new Map<string, string>()
  return {
    inspect: (pipeline) => {
      const yaml = new Map(pipeline.map(({ file, text }) => [file, text]))
      const found = judgeSources({ units: unitsOf(pipeline), diagnostics: [], textOf: (file) => yaml.get(file) })
      // Notes are for `wavec audit`. What a pipeline owes is listed by compile, so its severity here does not matter.
      // The compiler judged credentials at their sources, where a comment may ignore one.
      const kept = found.filter(({ severity, code }) => severity !== 'note' && code !== 'secret/plaintext')
      for (const { span } of kept) if (span !== undefined) texts.set(span.file, yaml.get(span.file) ?? '')
      return kept
    },
    textOf: (file) => texts.get(file),
  }
}

function unitsOf(pipeline: readonly EmittedManifests[]): readonly Unit[] {
  const units = new Map<string, Unit['documents'][number][]>()
  for (const { file, documents } of pipeline) {
    const rendered = documents.map((each) => ({ ...each, origin: 'rendered' as const }))
    units.set(folderOf(file), [...(units.get(folderOf(file)) ?? []), ...rendered])
  }
  return [...units].map(([name, documents]) => ({ name, from: 'kustomization', documents, generated: [] }))
}
