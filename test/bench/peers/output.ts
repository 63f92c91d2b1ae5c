import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare } from '../../../src/diagnostic/diagnostic.ts'
import type { OutputFile } from './parameters.ts'

/** The contents of `manifests/`: by service, sorted by name, and the files above all services. */
export interface Output {
  readonly services: readonly (readonly OutputFile[])[]
  readonly index: readonly OutputFile[]
}

const ofService = /^manifests\/default\/([^/]+)\//

export function readOutput(root: string): Output {
  const services = new Map<string, OutputFile[]>()
  const index: OutputFile[] = []
  for (const path of filesBelow(root, 'manifests').sort(compare)) {
    const [, name] = ofService.exec(path) ?? []
    const files = name === undefined ? index : (services.get(name) ?? [])
    if (name !== undefined) services.set(name, files)
    files.push([path, readFileSync(join(root, path), 'utf8')])
  }
  return { services: [...services.values()], index }
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(root, path) : [path]
  })
}
