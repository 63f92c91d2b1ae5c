import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { diskTree, foldersIn, isFolder } from '../connect/disk.ts'
import { parseYaml } from '../source/yaml.ts'
import { jsonOf, textAt } from '../manifest/fields.ts'
import { misused, wavec } from '../project/usage.ts'
import { manifestsFolder } from '../project/places.ts'

/** Where the pipeline of a folder in `waves/` is compiled to; any other path is what it is. */
export function compiledFolder(path: string, cwd: string, environment: string | undefined): string {
  const folder = resolve(cwd, path)
  const spec = specIn(folder)
  // What can't be read is reported as any path is.
  if (spec === undefined) return path
  const name = nameIn(join(folder, specName), spec)
  const manifests = above(folder, manifestsFolder)
  const environments =
    manifests === undefined ? [] : foldersIn(manifests).filter((each) => existsSync(join(manifests, each, name)))
  const wanted = environment ?? (environments.includes('production') ? 'production' : environments[0])
  if (manifests !== undefined && wanted !== undefined && environments.includes(wanted))
    return relative(cwd, join(manifests, wanted, name))
  const known = environments.length === 0 ? 'not compiled' : `compiled for ${environments.join(', ')}`
  const next =
    environments.length === 0 ? `${wavec} compile` : `${wavec} graph ${path} --environment ${environments[0]}`
  throw misused(`graph: ${name} is ${known}${environment === undefined ? '' : `, not for ${environment}`}`, next)
}

function specIn(folder: string): string | undefined {
  if (!isFolder(folder)) return undefined
  const spec = diskTree(folder).read(specName)
  return spec.ok ? new TextDecoder().decode(spec.value) : undefined
}

const specName = 'pipeline.yaml'

function nameIn(spec: string, text: string): string {
  const { documents } = parseYaml(spec, text)
  const name = textAt(jsonOf(documents[0]?.value()), 'metadata', 'name')
  if (name !== undefined) return name
  throw misused(`graph: ${spec} has no metadata.name`, `${wavec} check`)
}

/** The nearest folder of that name, upwards. */
function above(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name)
    if (folder === dirname(folder)) return undefined
  }
}
