import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { init as withoutPipeline } from '../../cli/init/repositories.ts'
import type { Random } from '../repository/random.ts'
import type { Files } from './files-tree.ts'
import { fuzzSamples } from './samples.ts'

/** What cases begin with. */
export interface Projects {
  /** Repositories with a pipeline, as people write them; the first `whole` of them compile. */
  readonly pipelines: readonly Files[]
  readonly whole: number
  /** One of them with what `wavec compile` writes. */
  readonly compiled: (pipeline: Files) => Promise<Files>
  /** Which one these compiled files are. */
  readonly numberOf: (compiled: Files) => number | undefined
  /** Single files of manifests. */
  readonly manifests: readonly string[]
  /** Repositories before `init`. */
  readonly plain: readonly Files[]
}

/** `compile` adds what `wavec compile` writes. It is called when a case first needs that, because most runs need few. */
export function readProjects(repository: string, compile: (files: Files) => Promise<Files>): Projects {
  const whole = [
    ...fuzzSamples(repository),
    ...reposBelow(join(repository, 'test/golden')),
    ...reposBelow(join(repository, 'test/rendered')),
  ]
  const pipelines = [...whole, ...reposBelow(join(repository, 'test/diagnostics'))]
  const known = new Map<Files, Files>()
  const numbers = new Map<Files, number>()
  const folders = ['test/audit', 'test/simulate', 'test/cli/audit', 'test/cli/convert', 'test/cli/fixtures']
  return {
    pipelines,
    whole: whole.length,
    compiled: async (pipeline) => {
      const done = known.get(pipeline) ?? (await compile(pipeline))
      known.set(pipeline, done)
      numbers.set(done, pipelines.indexOf(pipeline))
      return done
    },
    numberOf: (compiled) => numbers.get(compiled),
    manifests: folders.flatMap((folder) => [...filesIn(join(repository, folder), isYaml).values()]),
    plain: Object.values(withoutPipeline).map((files) => new Map(Object.entries(files))),
  }
}

/** Most cases begin with a whole pipeline, the others with one of the many small ones that show a finding. */
export function pipelineOf({ pipelines, whole, compiled }: Projects, random: Random): Promise<Files> {
  return compiled(pipelines[random.next(random.next(3) === 0 ? pipelines.length : whole)] ?? new Map())
}

/** A few files of manifests, or what a pipeline compiled to. */
export async function manifestsOf(projects: Projects, random: Random): Promise<Files> {
  if (random.next(3) === 0) return pipelineOf(projects, random)
  const files = new Map<string, string>()
  for (let count = 1 + random.next(3); count > 0; count--) {
    const text = projects.manifests[random.next(projects.manifests.length)] ?? ''
    files.set(`manifests/${count}.yaml`, text)
  }
  const resources = [...files.keys()].map((path) => path.slice('manifests/'.length))
  if (random.next(4) === 0) files.set('manifests/kustomization.yaml', `resources: [${resources.join(', ')}]\n`)
  return files
}

/** A repository without a pipeline yet. */
export async function plainOf(projects: Projects, random: Random): Promise<Files> {
  if (random.next(3) !== 0) return projects.plain[random.next(projects.plain.length)] ?? new Map()
  return new Map([...(await pipelineOf(projects, random))].filter(([path]) => !path.endsWith('/pipeline.yaml')))
}

function reposBelow(folder: string): readonly Files[] {
  const all = filesIn(folder, () => true)
  const roots = new Set([...all.keys()].flatMap((path) => /^(?:.*\/)?(?=waves\/)/.exec(path)?.[0] ?? []))
  return [...roots].sort().map((root) => {
    const own = [...all].filter(([path]) => path.startsWith(`${root}waves/`))
    return new Map(own.map(([path, text]) => [path.slice(root.length), text]))
  })
}

function filesIn(folder: string, isWanted: (path: string) => boolean): Files {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isWanted)
    .sort()
  return new Map(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path)
}
