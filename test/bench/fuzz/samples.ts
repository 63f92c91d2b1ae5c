import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { Files } from './files-tree.ts'

/** Each pipeline of the repository, with all files of its folder and of the folders that it shares. */
export function fuzzSamples(repository: string): readonly Files[] {
  const waves = join(repository, 'waves')
  const all = readdirSync(waves, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock') && !entry.name.endsWith('.json'))
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
  const folders = all
    .filter((path) => path.endsWith('/pipeline.yaml'))
    .map((path) => path.slice(0, -'pipeline.yaml'.length))
  const shared = all.filter((path) => !folders.some((folder) => path.startsWith(folder)))
  return folders.map((folder) => {
    const own = all.filter((path) => path.startsWith(folder))
    const beside = shared.filter((path) => path.startsWith(folder.replace(/[^/]+\/$/, '')))
    return new Map([...own, ...beside].map((path) => [path, readFileSync(join(repository, path), 'utf8')]))
  })
}
