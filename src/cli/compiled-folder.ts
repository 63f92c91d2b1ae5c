import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseYaml } from '../source/yaml.ts'
import { jsonOf, textAt } from '../manifest/fields.ts'
import { misused, wavec } from '../project/usage.ts'
import { manifestsFolder } from '../project/places.ts'

/** Where the pipeline of a folder in `waves/` is compiled to; any other path is what it is. */
export function compiledFolder(path: string, cwd: string, environment: string | undefined): string {
  const spec = join(resolve(cwd, path), 'pipeline.yaml')
  if (!existsSync(spec)) return path
  const name = nameIn(spec)
  const manifests = above(dirname(spec), manifestsFolder)
  const environments =
    manifests === undefined ? [] : folders(manifests).filter((each) => existsSync(join(manifests, each, name)))
  const wanted = environment ?? (environments.includes('production') ? 'production' : environments[0])
  if (manifests !== undefined && wanted !== undefined && environments.includes(wanted))
    return relative(cwd, join(manifests, wanted, name))
  const known = environments.length === 0 ? 'not compiled' : `compiled for ${environments.join(', ')}`
  const next =
    environments.length === 0 ? `${wavec} compile` : `${wavec} graph ${path} --environment ${environments[0]}`
  throw misused(`graph: ${name} is ${known}${environment === undefined ? '' : `, not for ${environment}`}`, next)
}

function nameIn(spec: string): string {
  const { documents } = parseYaml(spec, readFileSync(spec, 'utf8'))
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

function folders(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
