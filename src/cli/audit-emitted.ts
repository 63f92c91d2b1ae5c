import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { EmittedPipeline } from '../emit/index.ts'
import { loadManifests } from '../manifest/load.ts'
import type { Unit } from '../manifest/sources.ts'
import { folderOf } from '../source/path.ts'
import { judgeSources } from './judge-sources.ts'
import { manifestsFolder } from './output/places.ts'
import { isPipelineManifest } from './pipeline-manifest.ts'

/** What the audit says of manifests that were compiled and are nowhere yet, and the texts that its places count in. */
export interface EmittedAudit {
  readonly inspect: (pipeline: EmittedPipeline) => readonly Diagnostic[]
  readonly textOf: (file: string) => string | undefined
}

/** Keeps the texts of files with findings only: there can be thousands without. */
export function emittedAudit(): EmittedAudit {
  const texts = new Map<string, string>()
  return {
    inspect: ({ files }) => {
      const yaml = new Map(
        files
          .filter(({ path }) => isPipelineManifest(path))
          .map(({ path, text }) => [`${manifestsFolder}/${path}`, text]),
      )
      const found = judgeSources({ units: unitsOf(yaml), diagnostics: [], textOf: (file) => yaml.get(file) })
      // Notes are for `wavec audit`. What a pipeline owes is listed by compile, whatever its severity here.
      const kept = found.filter(({ severity }) => severity !== 'note')
      for (const { span } of kept) if (span !== undefined) texts.set(span.file, yaml.get(span.file) ?? '')
      return kept
    },
    textOf: (file) => texts.get(file),
  }
}

function unitsOf(texts: ReadonlyMap<string, string>): readonly Unit[] {
  const units = new Map<string, Unit['documents'][number][]>()
  for (const [file, text] of texts) {
    const documents = loadManifests(file, text, 'any').manifests.map((each) => ({
      ...each,
      origin: 'rendered' as const,
    }))
    units.set(folderOf(file), [...(units.get(folderOf(file)) ?? []), ...documents])
  }
  return [...units].map(([name, documents]) => ({ name, from: 'kustomization', documents, generated: [] }))
}
