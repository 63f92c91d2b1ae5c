// The map of src/: what a folder may import, where effects may live. It fails on what the table does not allow, so a new
// folder, package or node module is a decision made here.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { codePages } from '../src/explain/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Row {
  /** Folders of src that it imports; each is above it in the table. */
  readonly folders: string
  readonly packages?: string
  /** It may reach files, network, processes, clock or terminal. */
  readonly effects?: true
  /** The files of it that other folders may import, `*` for those beside its index.ts; all of its files unless given. */
  readonly face?: string
}

const core = 'argocd stages diagnostic source manifest migrations protocol credentials'
const compiler = `${core} sql tools pipeline plan refs render propose timeline view emit audit explain simulate report`
const table: Readonly<Record<string, Row>> = {
  // Facts of Argo CD that every floor may name.
  argocd: { folders: '' },
  // What is known of each stage, for the spec's defaults, the plan, the README and the rehearsal.
  stages: { folders: 'argocd' },
  diagnostic: { folders: '' },
  source: { folders: 'diagnostic', packages: 'yaml' },
  manifest: { folders: 'argocd diagnostic source', packages: 'yaml' },
  migrations: { folders: 'diagnostic source' },
  protocol: { folders: 'diagnostic', packages: 'zod' },
  // Above migrations, whose tokens it reads SQL by.
  credentials: { folders: 'diagnostic source manifest migrations', face: 'index' },
  // A tool declares its applier, and the runner loads tools without what judges SQL.
  sql: { folders: 'diagnostic source migrations', packages: 'libpg-query', face: 'index applier' },
  tools: { folders: 'diagnostic source manifest migrations protocol sql', packages: 'zod', face: 'index' },
  pipeline: {
    folders: 'argocd stages diagnostic source manifest migrations protocol credentials tools',
    packages: 'zod',
  },
  plan: { folders: 'argocd stages diagnostic migrations protocol tools pipeline' },
  refs: { folders: 'diagnostic source manifest' },
  // kustomizations and charts → documents with their place. The programs arrive as an argument: connect/render.ts.
  render: { folders: 'diagnostic source manifest refs', face: 'index' },
  // Text of a repository → a spec with reasons, for `init`.
  propose: { folders: 'diagnostic source manifest protocol refs render tools' },
  timeline: { folders: 'argocd diagnostic' },
  view: { folders: 'argocd diagnostic timeline' },
  // Above emit, which shares its judgement of what an Application's settings do to hooks.
  audit: { folders: 'argocd diagnostic source manifest credentials refs render' },
  emit: {
    folders:
      'argocd stages diagnostic source manifest migrations protocol credentials tools pipeline plan refs render timeline view audit',
  },
  // What codes, Argo CD's messages and PostgreSQL's SQLSTATEs mean.
  explain: { folders: 'diagnostic sql' },
  simulate: { folders: 'argocd diagnostic manifest protocol timeline', face: 'index' },
  report: { folders: 'diagnostic protocol timeline view explain', face: 'index' },
  // Jobs, pods and events of a sync → what became of each stage, for the report and for any other verb that reads them.
  jobs: { folders: 'protocol', face: 'index' },
  connect: { folders: 'diagnostic source migrations protocol credentials render jobs', packages: 'pg', effects: true },
  // What the runner must know of a tool is in the tool's file, and nowhere else.
  run: { folders: 'diagnostic migrations protocol credentials sql tools jobs connect' },
  rehearse: {
    folders: 'argocd stages diagnostic manifest protocol sql tools timeline connect run',
    effects: true,
    face: 'index',
  },
  // What each verb answers, as values: trees, locks, renderer, parser and version arrive as arguments.
  project: { folders: compiler, face: '*' },
  cli: { folders: `${compiler} project connect run rehearse`, effects: true },
}

/** The modules of Node that only compute. Any other is an effect. */
const pureModules = words('node:buffer node:crypto node:path/posix node:util')
const effects = [
  /(?<![\w.$])process\.\w/,
  /(?<![\w.$])console\.\w/,
  /(?<![\w.$])fetch\(/,
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bperformance\.now\b/,
  /\bMath\.random\b/,
  /\brandom(UUID|Bytes|Int)\b/,
  /(?<![\w.$])set(Timeout|Interval|Immediate)\(/,
]
/** Held as text and run in a browser: their effects are not wavec's. */
const browserPrograms = ['view/page/script.ts']
/** Gives different results on other machines, in any folder. */
const localeDependent = [/\.localeCompare\b/, /\.toLocale\w*\b/, /(?<![\w.$])Intl\./]

interface Import {
  readonly name: string
}
interface File {
  readonly path: string
  readonly folder: string
  readonly lines: number
  /** Without comments and quoted strings. */
  readonly code: string
  readonly imports: readonly Import[]
}

const files = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map(fileAt)

test('src has files', () => assert.ok(files.length > 0))

test('a row of the table names only rows above it', () => {
  const names = Object.keys(table)
  const wrong = names.flatMap((name, at) =>
    words(table[name]?.folders)
      .filter((other) => !names.slice(0, at).includes(other))
      .map((other) => `${name}: ${other}`),
  )
  assert.deepEqual(wrong, [])
})

test('every folder of src has a row', () => {
  assert.deepEqual(
    files.filter(({ folder }) => !Object.hasOwn(table, folder)).map(({ path }) => path),
    [],
  )
})

test('a folder imports only what its row names', () => {
  const wrong = files.flatMap((file) => file.imports.flatMap(({ name }) => refusal(file, name)))
  assert.deepEqual(wrong, [])
})

test('every row has a folder, and every package that it names an import', () => {
  const stale = Object.entries(table).flatMap(([folder, row]) => {
    const own = files.filter((file) => file.folder === folder)
    if (own.length === 0) return [folder]
    const imported = own.flatMap(({ imports }) => imports.map(({ name }) => name))
    const isImported = (known: string): boolean =>
      imported.some((name) => name === known || name.startsWith(`${known}/`))
    return words(row.packages).flatMap((known) => (isImported(known) ? [] : [`${folder}: ${known}`]))
  })
  assert.deepEqual(stale, [])
})

test('other folders import only the face of a folder', () => {
  const wrong = files.flatMap((file) =>
    file.imports.flatMap(({ name }) => (isPastFace(file, name) ? [`${file.path}: ${name}`] : [])),
  )
  assert.deepEqual(wrong, [])
})

test('only folders with effects in the table have effects', () => {
  const pure = files.filter(({ folder, path }) => table[folder]?.effects !== true && !browserPrograms.includes(path))
  assert.deepEqual(matches(pure, effects), [])
})

test('nothing depends on the locale', () => assert.deepEqual(matches(files, localeDependent), []))

test('files do not import each other in a circle', () => {
  // Type imports are gone at run time, but two files that need each other's types are hard to read apart.
  const edges = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ name }) => name.startsWith('.')).map(({ name }) => targetOf(path, name)),
    ]),
  )
  assert.deepEqual(circleIn(edges), [])
})

test('a file has at most 300 lines', () => {
  assert.deepEqual(
    files.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`),
    [],
  )
})

test('every diagnostic code has a fixture folder, and every fixture folder a code', () => {
  // A finding of a compiler's input has a small repository, one of the audit or of an SQL rule a file that has it and one
  // that has not.
  const folders = ['test/diagnostics', 'test/audit'].flatMap((base) =>
    readdirSync(`${root}${base}`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => posix.relative(`${root}${base}`, `${entry.parentPath}/${entry.name}`))
      .filter((path) => path.split('/').length === 2),
  )
  const rules = readdirSync(`${root}test/sql/rules`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const all = new Set([...folders, ...rules.map(({ name }) => `sql/${name}`)])
  assert.deepEqual([...all].sort(), [...codePages.keys()])
})

test('every diagnostic code has a whole page', () => {
  const blank = [...codePages].flatMap(([code, { condition, effect, workaround }]) =>
    Object.entries({ condition, effect, workaround }).flatMap(([field, text]) =>
      text.trim() === '' ? [`${code}: ${field}`] : [],
    ),
  )
  assert.deepEqual(blank, [])
})

test('imports and effects in comments and strings are ignored', () => {
  const source =
    "import type { A } from './a.ts'\n// process.exit\nconst s = 'it\\'s console.log' /* fetch( */\nprocess.exit()\n"
  assert.deepEqual(
    importsOf(`${source}import 'node:fs'\nconst b = await import('./b.ts')\nexport * from '../c/d.ts'`),
    [{ name: './a.ts' }, { name: 'node:fs' }, { name: './b.ts' }, { name: '../c/d.ts' }],
  )
  assert.deepEqual(withoutProse(source).match(/process\.\w+|console|fetch/g), ['process.exit'])
  assert.deepEqual(
    circleIn(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
    ['b', 'c', 'b'],
  )
})

function fileAt(path: string): File {
  const text = readFileSync(`${root}src/${path}`, 'utf8')
  const lines = text.split('\n').length - 1
  return { path, folder: path.split('/')[0] ?? '', lines, code: withoutProse(text), imports: importsOf(text) }
}

function importsOf(text: string): Import[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const statement = /^\s*(?:import|export)\s+(?:type\s)?(?:[\w*\s{},$]*?\sfrom\s+)?'([^']+)'|\bimport\(\s*'([^']+)'/gm
  return [...code.matchAll(statement)].map(([, name, lazy]) => ({ name: name ?? lazy ?? '' }))
}

function withoutProse(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/g, "''")
}

function refusal({ path, folder }: File, name: string): string[] {
  const row = table[folder]
  if (row === undefined) return []
  if (name.startsWith('.')) {
    const target = targetOf(path, name)
    const other = target.split('/')[0] ?? ''
    if (other !== folder && !words(row.folders).includes(other)) return [`${path}: ${name}`]
    return files.some((file) => file.path === target) ? [] : [`${path}: ${name} (no such file)`]
  }
  const allowed = name.startsWith('node:')
    ? row.effects === true || pureModules.includes(name)
    : words(row.packages).some((known) => name === known || name.startsWith(`${known}/`))
  return allowed ? [] : [`${path}: ${name}`]
}

function isPastFace({ path, folder }: File, name: string): boolean {
  if (!name.startsWith('.')) return false
  const target = targetOf(path, name)
  const [other = '', ...rest] = target.split('/')
  const face = table[other]?.face
  if (face === undefined || other === folder) return false
  return face === '*' ? rest.length > 1 : !words(face).includes(rest.join('/').replace('.ts', ''))
}

function targetOf(path: string, name: string): string {
  return posix.join(posix.dirname(path), name)
}

function matches(among: readonly File[], patterns: readonly RegExp[]): string[] {
  return among.flatMap(({ path, code }) =>
    patterns.flatMap((pattern) => {
      const found = pattern.exec(code)
      return found === null ? [] : [`${path}: ${found[0]}`]
    }),
  )
}

/** The first circle found, as the paths along it; empty if there is none. */
function circleIn(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path]
    if (done.has(path)) return []
    for (const next of edges.get(path) ?? []) {
      const circle = visit(next, [...trail, path])
      if (circle.length > 0) return circle
    }
    done.add(path)
    return []
  }
  for (const path of edges.keys()) {
    const circle = visit(path, [])
    if (circle.length > 0) return circle
  }
  return []
}

function words(text = ''): string[] {
  return text.split(' ').filter((word) => word !== '')
}
