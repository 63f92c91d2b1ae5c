/** What belongs together: settings that are right one by one and wrong beside each other. */
import type * as z from 'zod/mini'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { resolveNamed } from '../source/read.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import type { Tool } from '../tools/index.ts'
import { checkDatabase, checkGate } from './check-database.ts'
import { Database } from './database.ts'
import { isMap, valueAt } from './merge.ts'
import type { Migrations, Schemas, Spec } from './schema.ts'
import { SmokeTest } from './stages.ts'

export interface Checked {
  /** As it was written, with the environment's patch applied. */
  readonly spec: unknown
  /** Undefined if anything in it is wrong. */
  readonly parsed: Spec | undefined
  readonly locate: Locate
  /** Where its paths start. */
  readonly folder: string
  readonly schema: Schemas
}

/** Each part is judged if it is right in itself, even where another part is wrong. */
export function checkSpec({ spec, parsed, locate, folder, schema }: Checked): Diagnostic[] {
  const database = parsed?.database ?? partOf(Database, spec, 'database')
  const migrations = parsed?.migrations ?? partOf(schema.Migrations, spec, 'migrations')
  const smokeTest = parsed?.smokeTest ?? partOf(SmokeTest, spec, 'smokeTest')
  return [
    ...paths.flatMap((path) => outside(valueAt(spec, path), path, { locate, folder })),
    ...(database === undefined ? [] : checkDatabase(database, locate)),
    ...(parsed === undefined ? [] : checkGate(parsed, locate)),
    ...(parsed === undefined ? [] : checkRunner(parsed, locate)),
    ...(migrations === undefined ? [] : checkMigrations(migrations, schema, locate)),
    ...(smokeTest === undefined ? [] : checkSmokeTest(smokeTest, locate)),
  ]
}

function partOf<T>(schema: z.ZodMiniType<T>, spec: unknown, key: string): T | undefined {
  const value = isMap(spec) ? spec[key] : undefined
  return value === undefined ? undefined : schema.safeParse(value).data
}

const paths: readonly ValuePath[] = [
  ['migrations', 'path'],
  ['workload'],
  ['workload', 'path'],
  ['workload', 'path', 'chart'],
]

function outside(
  value: unknown,
  path: ValuePath,
  { locate, folder }: Pick<Checked, 'locate' | 'folder'>,
): readonly Diagnostic[] {
  return typeof value === 'string' ? resolveNamed(folder, value, locate(path, 'value')).diagnostics : []
}

/** An image that holds wavec starts it by itself. */
function checkRunner({ runner }: Spec, locate: Locate): Diagnostic[] {
  if (runner?.image === undefined || runner.node === undefined) return []
  return [
    diagnostic('spec/conflict', {
      message: 'runner.node has no effect beside runner.image, which holds wavec and its Node',
      help: 'keep one of the two, e.g. image: null in the patch of the environment that sets node',
      span: locate(['runner', 'node'], 'key'),
      related: [{ span: locate(['runner', 'image'], 'key'), message: 'the other place' }],
    }),
  ]
}

function checkMigrations(migrations: Migrations, { tools }: Schemas, locate: Locate): Diagnostic[] {
  const { tool } = migrations
  const found: Diagnostic[] = []
  for (const other of Object.keys(tools)) {
    if (other === tool || valueAt(migrations, [other]) === undefined) continue
    const message = `migrations.${other} has no effect with tool: ${tool}`
    const related = [{ span: locate(['migrations', 'tool'], 'value'), message: 'the tool that runs' }]
    found.push(
      diagnostic('spec/conflict', {
        message,
        help: `delete it, or write tool: ${other}`,
        span: locate(['migrations', other], 'key'),
        related,
      }),
    )
  }
  const lacks = needed(migrations, tools[tool])
  if (lacks === undefined) return found
  const message = `migrations lacks ${lacks.key}, which tool: ${tool} needs`
  return [...found, diagnostic('spec/missing-key', { message, help: lacks.help, span: locate(['migrations'], 'key') })]
}

interface Lack {
  readonly key: string
  readonly help: string
}

function needed(migrations: Migrations, tool: Tool | undefined): Lack | undefined {
  if (tool === undefined) return undefined
  if (tool.files.order === 'by-version' && migrations.path === undefined)
    return { key: 'path', help: 'add path: the folder of the migrations, e.g. path: migrations' }
  const { id, requiredSettings: example } = tool
  if (example === undefined || valueAt(migrations, [id]) !== undefined) return undefined
  return { key: id, help: `add ${example}` }
}

function checkSmokeTest({ http = [], sql = [] }: z.output<typeof SmokeTest>, locate: Locate): Diagnostic[] {
  if (http.length + sql.length > 0) return []
  return [
    diagnostic('spec/missing-key', {
      message: 'smokeTest lacks a check',
      help: 'add http: [{ path: /healthz }] or sql: [{ query: "select 1 from orders limit 1" }]',
      span: locate(['smokeTest'], 'key'),
    }),
  ]
}
