import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { valueAt } from './merge.ts'

/** Tools that the spec knows, until they are in the registry. */
export const unbuiltTools = ['liquibase', 'golang-migrate', 'atlas'] as const

const toolInstead = 'use tool: command with the tool in the image of the workload, or flyway or sql'

/** What the spec knows and the compiler does not emit yet. A row goes when the compiler learns it. */
const unsupported: readonly Row[] = [
  { path: ['target'], values: ['helm', 'init-container'], instead: 'use target: argocd, or leave it out' },
  { path: ['migrations', 'tool'], values: unbuiltTools, instead: toolInstead },
  {
    path: ['database', 'engine'],
    values: ['mysql', 'mariadb', 'sqlserver', 'oracle'],
    instead: 'use engine: postgres, or leave it out',
  },
  { path: ['database', 'shards'], instead: 'write one pipeline for each shard' },
  { path: ['database', 'rollout'], instead: 'leave it out: there is one database to migrate' },
  { path: ['backfills'], instead: 'write the backfill as a migration, or run it by hand' },
]

interface Row {
  readonly path: ValuePath
  /** Without it: any value at all, save an empty list. */
  readonly values?: readonly string[]
  readonly instead: string
}

/** Refused with their tool, or as settings of one that does not run. */
const settingsOfTools: ReadonlySet<string> = new Set(unbuiltTools.map((tool) => `migrations.${tool}`))

/** Whether a key, or one of its values, is left out where choices are listed. Paths start at spec's fields. */
export function isUnsupported(path: ValuePath, value?: string): boolean {
  const name = path.join('.')
  if (settingsOfTools.has(name)) return true
  const row = unsupported.find((candidate) => candidate.path.join('.') === name)
  if (row === undefined) return false
  return row.values === undefined || (value !== undefined && row.values.includes(value))
}

/** Works on the value as it was written, so that it reports beside whatever else is wrong. */
export function notYetSupported(spec: unknown, locate: Locate): Diagnostic[] {
  return unsupported.flatMap(({ path, values, instead }) => {
    const value = valueAt(spec, path)
    if (!isRefused(value, values)) return []
    const name = path.join('.')
    const message = `${values === undefined ? name : `${name}: ${String(value)}`} is not yet supported`
    return [diagnostic('spec/not-yet-supported', { message, help: instead, span: locate(path, 'key') })]
  })
}

function isRefused(value: unknown, values: readonly string[] | undefined): boolean {
  if (values !== undefined) return typeof value === 'string' && values.includes(value)
  return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
}
