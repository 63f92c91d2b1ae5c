/** Every Kubernetes object in wavec's committed outputs: `manifests/` and the goldens. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { textAt } from '../../../src/manifest/fields.ts'
import type { Json, Manifest } from '../../../src/manifest/manifest.ts'

export interface Emitted {
  /** From the repository's root, with `/`. */
  readonly file: string
  readonly folder: string
  readonly manifest: Manifest
}

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Throws if there is no output: a test over all outputs must not pass on none. */
export function emitted(): readonly Emitted[] {
  const found = emittedFiles().flatMap((file) =>
    manifestsOf(readFileSync(join(root, file), 'utf8')).map((manifest) => ({ file, folder: dirname(file), manifest })),
  )
  if (!found.some(({ file }) => file.startsWith('manifests/')))
    throw new Error('no manifests compiled yet: manifests/ holds no YAML object (wavec compile)')
  return found
}

/** The objects of each folder that Argo CD would sync as one: those with a kustomization.yaml. */
export function pipelineFolders(): ReadonlyMap<string, readonly Manifest[]> {
  const folders = new Map<string, Manifest[]>()
  for (const { folder, manifest } of emitted()) folders.set(folder, [...(folders.get(folder) ?? []), manifest])
  for (const [folder, manifests] of folders) {
    if (!manifests.some(isKustomization)) folders.delete(folder)
    else
      folders.set(
        folder,
        manifests.filter((manifest) => !isKustomization(manifest)),
      )
  }
  if (folders.size === 0) throw new Error('no manifests compiled yet: no folder of manifests/ has a kustomization.yaml')
  return folders
}

export function isKustomization(manifest: Manifest): boolean {
  return manifest.apiVersion.startsWith('kustomize.config.k8s.io/')
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).toSorted()
}

/** The documents of a YAML text, read as Kubernetes reads them: YAML 1.1 without its dates and base-60 numbers. */
export function manifestsOf(text: string): readonly Manifest[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: (tags) =>
      tags.filter(
        (tag) => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME'),
      ),
  })
  return [...documents].flatMap((document) => {
    const [error] = document.errors
    if (error !== undefined) throw error
    const value: unknown = document.toJS()
    if (value === null) return []
    if (!isManifest(value)) throw new Error(`not a Kubernetes object: ${text.slice(0, 200)}`)
    return value.apiVersion.startsWith('wavec.dev/') ? [] : [value]
  })
}

function emittedFiles(): readonly string[] {
  const outputs = [
    ...yamlFiles(join(root, 'manifests')),
    ...yamlFiles(join(root, 'test/golden')).filter((file) => !isInput(file)),
  ]
  return outputs.map((file) => relative(root, file).split(sep).join('/')).toSorted()
}

function yamlFiles(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The input of a golden case is under `waves/`, or is the pipeline itself. */
function isInput(file: string): boolean {
  return file.split(sep).includes('waves') || ['pipeline.yaml', 'spec.yaml'].includes(basename(file))
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null || !('apiVersion' in value) || !('kind' in value)) return false
  return typeof value.apiVersion === 'string' && typeof value.kind === 'string'
}

/** The name of an object in problems. */
export function titleOf(manifest: Json | undefined): string {
  return `${textAt(manifest, 'kind')}/${textAt(manifest, 'metadata', 'name')}`
}
