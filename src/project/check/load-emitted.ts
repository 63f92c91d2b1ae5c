import type { EmittedPipeline } from '../../emit/index.ts'
import { loadManifests, type LoadedDocument } from '../../manifest/load.ts'
import { inManifests } from '../places.ts'

/** A file with objects for Argo CD that was compiled and is nowhere yet. */
export interface EmittedManifests {
  /** Where it is to be. */
  readonly file: string
  readonly text: string
  readonly documents: readonly LoadedDocument[]
}

export function loadEmitted({ files }: EmittedPipeline): readonly EmittedManifests[] {
  return files
    .filter(({ path }) => path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml'))
    .map(({ path, text }) => {
      const file = inManifests(path)
      return { file, text, documents: loadManifests(file, text, 'any').manifests }
    })
}
