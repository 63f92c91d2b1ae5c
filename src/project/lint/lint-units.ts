import { append } from '../../diagnostic/long-lists.ts'
import { fileCredentials } from '../../credentials/index.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { workloadPath } from '../../emit/workload-documents.ts'
import { manifestName } from '../../render/index.ts'
import type { Lock } from '../../migrations/lock.ts'
import type { MigrationFile } from '../../migrations/file.ts'
import { anyNames, sortByVersion, sortFilesByVersion, type Naming } from '../../migrations/naming.ts'
import { readMigrations } from '../../migrations/read.ts'
import { baseName, folderOf, inFolder, isPassedBy, resolvePath } from '../../source/path.ts'
import { listFolder, readText } from '../../source/read.ts'
import type { Tree } from '../../source/tree.ts'
import { findPipelines, loadPipeline } from '../../pipeline/load.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import type { Schemas } from '../../pipeline/schema.ts'
import { anyApplier, defaultServer, type Applier, type Limits, type SqlFile } from '../../sql/index.ts'
import {
  migrationCredentials,
  recordedLock,
  releasedPaths,
  shippedLock,
  type MigrationCredentials,
} from '../compile/released.ts'
import { baseUnknown, knownShipped, lockPath, type Shipped } from '../compile/shipped.ts'

/** Files that are applied one after the other, by one tool, to databases of one kind. */
export interface LintUnit {
  /** Of the pipeline, or the folder. */
  readonly name: string
  readonly environments: readonly string[]
  readonly files: readonly (SqlFile & { readonly name?: string })[]
  /** The files that were named on the command line; undefined for all of them. */
  readonly only: readonly string[] | undefined
  /** Migrations that are no SQL. */
  readonly others: number
  readonly tool: Applier
  readonly limits: Limits
  readonly server: number
  /** What has shipped; undefined where neither base nor lock file says. */
  readonly shipped: Lock | undefined
  /** What the lock file in the work tree says, the present release included. */
  readonly recorded: Lock | undefined
  /** Paths of the files that have shipped, to whichever environment. */
  readonly released: ReadonlySet<string> | undefined
  /** In all its files, those that are applied in no order among them. */
  readonly credentials: MigrationCredentials
}

export interface LintUnits {
  readonly units: readonly LintUnit[]
  readonly diagnostics: readonly Diagnostic[]
  /** The specs among what was read. */
  readonly specs: readonly string[]
  /** Where the manifests of their workloads stand. */
  readonly workloads: readonly string[]
}

interface Asked {
  readonly shipped: Shipped | undefined
  readonly server: number | undefined
  /** What a spec may hold; by default, with the tools that wavec has. */
  readonly known?: Schemas
}

/** Each path is a pipeline, a folder with pipelines below it, a folder of SQL files, an SQL file, or has no SQL at all. */
export function lintUnits(tree: Tree, paths: readonly string[], asked: Asked): LintUnits {
  const found = together(paths.map((path) => unitsAt(tree, path, asked)))
  const unknown = found.units.some(({ files }) => files.length > 0) ? baseUnknown(tree, found.specs, asked.shipped) : []
  return { ...found, units: merged(found.units), diagnostics: [...found.diagnostics, ...unknown] }
}

function together(found: readonly LintUnits[]): LintUnits {
  return {
    units: found.flatMap(({ units }) => units),
    diagnostics: found.flatMap(({ diagnostics }) => diagnostics),
    specs: found.flatMap(({ specs }) => specs),
    workloads: found.flatMap(({ workloads }) => workloads),
  }
}

function withoutSql(diagnostics: readonly Diagnostic[]): LintUnits {
  return { units: [], diagnostics, specs: [], workloads: [] }
}

/** Several files of one pipeline are judged together. */
function merged(units: readonly LintUnit[]): readonly LintUnit[] {
  const byPipeline = new Map<string, LintUnit>()
  for (const unit of units) {
    const key = JSON.stringify([unit.name, unit.environments, unit.tool.title, unit.server])
    const known = byPipeline.get(key)
    const only = known?.only === undefined || unit.only === undefined ? undefined : [...known.only, ...unit.only]
    byPipeline.set(key, known === undefined ? unit : { ...known, only })
  }
  return [...byPipeline.values()]
}

function unitsAt(tree: Tree, path: string, asked: Asked): LintUnits {
  if (manifestName.test(path)) return yamlUnits(tree, path, asked)
  const isFile = /\.sql$/i.test(path)
  const { value: specs = [], diagnostics } = isFile ? { diagnostics: [] } : findPipelines(tree, path)
  if (diagnostics.length > 0) return withoutSql(diagnostics)
  if (specs.length === 0)
    return partOfPipeline(tree, path, asked) ?? plainUnit(tree, path, isFile ? [path] : sqlBelow(tree, path), asked)
  return together(specs.map((spec) => pipelineUnits(tree, spec, asked)))
}

/** A spec by its name or by what it says it is; any other file holds manifests, or nothing. */
function yamlUnits(tree: Tree, path: string, asked: Asked): LintUnits {
  if (/^pipeline\.ya?ml$/.test(baseName(path))) return pipelineUnits(tree, path, asked)
  const { value: text, diagnostics } = readText(tree, path)
  if (text === undefined) return withoutSql(diagnostics)
  return /^apiVersion: *["']?wavec\.dev\//m.test(text) ? pipelineUnits(tree, path, asked) : withoutSql([])
}

/** A pipeline's own files are judged after those before them, with its tool and server, and only they are reported. */
function partOfPipeline(tree: Tree, path: string, asked: Asked): LintUnits | undefined {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const entries = tree.list(folder)
    const spec = (entries.ok ? entries.value : []).find(
      ({ name }) => name === 'pipeline.yaml' || name === 'pipeline.yml',
    )
    if (spec === undefined) continue
    const found = pipelineUnits(tree, `${folder}/${spec.name}`, asked)
    const own = found.units.flatMap((unit) => {
      const only = unit.files.map((file) => file.path).filter((file) => file === path || file.startsWith(`${path}/`))
      return only.length === 0 ? [] : [{ ...unit, only }]
    })
    return own.length === 0 ? undefined : { ...found, units: own, workloads: [] }
  }
  return undefined
}

/** The pipelines of one spec, those with the same files, tool and server together. */
function pipelineUnits(tree: Tree, spec: string, asked: Asked): LintUnits {
  const { value: pipelines = [], diagnostics } = loadPipeline(tree, spec, asked.known)
  const groups = new Map<string, LoadedPipeline[]>()
  for (const pipeline of pipelines) {
    const key = JSON.stringify([pipeline.spec.migrations.path, pipeline.tool.id, pipeline.spec.database.version])
    groups.set(key, [...(groups.get(key) ?? []), pipeline])
  }
  const units: LintUnit[] = []
  const problems: Diagnostic[] = [...diagnostics]
  for (const [first, ...others] of groups.values()) {
    if (first?.spec.migrations.path === undefined) continue
    if (first.spec.database.engine !== 'postgres') continue
    const reading = readMigrations(tree, {
      path: first.spec.migrations.path,
      base: first.folder,
      span: first.locate(['migrations', 'path']),
    })
    append(problems, reading.diagnostics)
    units.push(unitOf(tree, { first, pipelines: [first, ...others], files: reading.value ?? [] }, asked))
  }
  const workloads = pipelines.flatMap(({ folder, spec: { workload } }) => {
    const path = resolvePath(folder, workloadPath(workload))
    return path === undefined ? [] : [path]
  })
  return { units, diagnostics: problems, specs: [spec], workloads }
}

interface Group {
  /** For what all have in common. */
  readonly first: LoadedPipeline
  readonly pipelines: readonly LoadedPipeline[]
  readonly files: readonly MigrationFile[]
}

function unitOf(tree: Tree, { first, pipelines, files }: Group, asked: Asked): LintUnit {
  const { files: naming, sql: tool } = first.tool
  const base = knownShipped(asked.shipped)
  const lock = lockPath(first.file)
  const shipped = shippedLock(tree, lock, base)
  const released = shipped === undefined ? undefined : releasedPaths(files, shipped, base)
  const sql = sortFilesByVersion(
    files.filter(({ name }) => isApplied(name, naming)),
    naming,
  )
  const texts = new Map(files.map(({ name, text }) => [name, text]))
  const version = Number.parseInt(first.spec.database.version ?? '', 10)
  return {
    name: first.name,
    environments: pipelines.map(({ environment }) => environment),
    only: undefined,
    files: sql.map((file) => ({
      name: file.name,
      path: file.path,
      text: naming.applied(file.text),
      inTransaction: naming.inTransaction(file, (name) => texts.get(name)),
    })),
    others: files.filter(({ name }) => !/\.(sql|conf|md)$/i.test(name)).length,
    tool,
    limits: 'set',
    server: asked.server ?? (Number.isNaN(version) ? defaultServer : version),
    shipped,
    recorded: recordedLock(tree, lock),
    released,
    credentials: migrationCredentials(files, naming, () => released),
  }
}

/** A callback or an undo file is applied by itself, at no place in the order. */
function isApplied(name: string, { parse }: Naming): boolean {
  const kind = parse(name)?.kind
  if (!/\.sql$/i.test(name)) return false
  return kind === undefined || kind === 'versioned' || kind === 'repeatable' || kind === 'baseline'
}

function plainUnit(tree: Tree, name: string, paths: readonly string[], { server = defaultServer }: Asked): LintUnits {
  const diagnostics: Diagnostic[] = []
  const read = paths.flatMap((path) => {
    const reading = readText(tree, path)
    append(diagnostics, reading.diagnostics)
    return reading.value === undefined ? [] : [{ path, text: reading.value }]
  })
  const files = read.filter(({ path }) => path === name || isApplied(path, anyNames))
  const base = {
    only: undefined,
    environments: [],
    others: 0,
    tool: anyApplier,
    limits: 'unknown',
    shipped: undefined,
    recorded: undefined,
    released: undefined,
  } as const
  const credentials = { open: read.flatMap(fileCredentials), past: [] }
  return { ...withoutSql(diagnostics), units: read.length === 0 ? [] : [{ ...base, name, files, server, credentials }] }
}

/** Sorted by name; by version where the names have one. */
function sqlBelow(tree: Tree, folder: string): readonly string[] {
  const paths: string[] = []
  const look = (path: string, level: number): void => {
    for (const { name, kind } of listFolder(tree, path).value ?? []) {
      if (isPassedBy(name)) continue
      if (kind === 'directory' && level < 8) look(inFolder(path, name), level + 1)
      if (kind === 'file' && /\.sql$/i.test(name)) paths.push(inFolder(path, name))
    }
  }
  look(folder, 1)
  return sortByVersion(paths, anyNames)
}
