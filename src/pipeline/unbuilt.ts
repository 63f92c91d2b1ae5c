/**
 * What people look for in a spec and the compiler does not build. The schema does not know it, so that no editor offers it;
 * here it gets an answer. A row goes when the compiler learns it.
 */
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { valueAt } from './merge.ts'

interface Row {
  /** From the fields of spec. */
  readonly path: ValuePath
  /** Without them: the key itself. */
  readonly values?: readonly string[]
  readonly instead: string
}

const tools = ['liquibase', 'golang-migrate', 'atlas']
const toolInstead = 'use tool: command with the tool in the image of the workload, or flyway or sql'

const rows: readonly Row[] = [
  { path: ['target'], values: ['helm', 'init-container'], instead: 'use target: argocd, or leave it out' },
  { path: ['migrations', 'tool'], values: tools, instead: toolInstead },
  ...tools.map((tool) => ({ path: ['migrations', tool], instead: toolInstead })),
  {
    path: ['database', 'engine'],
    values: ['mysql', 'mariadb', 'sqlserver', 'oracle'],
    instead: 'use engine: postgres, or leave it out',
  },
  { path: ['database', 'shards'], instead: 'write one pipeline for each shard' },
  { path: ['database', 'rollout'], instead: 'leave it out: there is one database to migrate' },
  { path: ['backfills'], instead: 'write the backfill as a migration, or run it by hand' },
]

/** Whether a key, or one of its values, is reported by `notYetSupported`. */
export function isUnbuilt(path: ValuePath, value?: unknown): boolean {
  const name = path.join('.')
  return rows.some((row) => row.path.join('.') === name && (row.values === undefined || isOneOf(row.values, value)))
}

/** Works on the value as it was written, so that it reports beside other errors. */
export function notYetSupported(spec: unknown, locate: Locate): Diagnostic[] {
  return rows.flatMap(({ path, values, instead }) => {
    const value = valueAt(spec, path)
    if (values === undefined ? value === undefined : !isOneOf(values, value)) return []
    // The settings of a tool go with it.
    if (path[0] === 'migrations' && valueAt(spec, ['migrations', 'tool']) === path[1]) return []
    const name = path.join('.')
    const message = `${values === undefined ? name : `${name}: ${String(value)}`} is not yet supported`
    return [diagnostic('spec/not-yet-supported', { message, help: instead, span: locate(path, 'key') })]
  })
}

function isOneOf(values: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && values.includes(value)
}
