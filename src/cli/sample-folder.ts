import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { foldersIn, isFolder } from '../connect/disk.ts'
import { misused, wavec } from '../project/usage.ts'
import type { Around } from './load-targets.ts'

/** What is played where nothing is named: compiled manifests of the nearest repository, production's first. */
export function sampleFolder({ cwd, verb }: Pick<Around, 'cwd' | 'verb'>): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const manifests = join(folder, 'manifests')
    const [found] = compiled(manifests)
    if (found !== undefined) return relative(cwd, found)
    if (folder === dirname(folder)) break
  }
  throw misused(`${verb}: name a folder of manifests; there is no manifests/ here`, `${wavec} compile`)
}

function compiled(manifests: string): readonly string[] {
  const environments = foldersIn(manifests)
  const sorted = [
    ...environments.filter((name) => name === 'production'),
    ...environments.filter((name) => name !== 'production'),
  ]
  return sorted.flatMap((environment) =>
    foldersIn(join(manifests, environment))
      .map((name) => join(manifests, environment, name))
      .filter((folder) => existsSync(join(folder, 'kustomization.yaml')))
      // A pipeline with an Application of its own shows more.
      .sort((a, b) => Number(hasApplication(b)) - Number(hasApplication(a))),
  )
}

function hasApplication(folder: string): boolean {
  const applications = join(dirname(folder), 'applications')
  const name = folder.slice(dirname(folder).length + 1)
  return isFolder(applications) && readdirSync(applications).some((file) => file.startsWith(name))
}
