import { append } from '../diagnostic/long-lists.ts'
import type { Action } from './action.ts'
import { isLive, type Context, type JudgedFile } from './context.ts'
import { worstOf, type Rollback } from './rollback/verdict.ts'
import { isAtLeast } from './server.ts'

/** What the migrations of a release do, in one sentence for the top of a review. `rollbacks` has one for each file. */
export function sentenceOf(
  files: readonly JudgedFile[],
  isNew: (file: number) => Context['isNew'],
  rollbacks: readonly Rollback[],
): string {
  if (files.length === 0) return 'Brings no migration.'
  const does = listed(counted(files.flatMap(({ actions }) => actions.map(({ action }) => action))))
  const waits = waitsIn(files, isNew)
  const rollback = worstOf(rollbacks)
  return `${does === '' ? 'Changes no object' : does}; ${waits}; ${endings[rollback.verdict]}.`
}

const endings: Readonly<Record<Rollback['verdict'], string>> = {
  safe: 'a rollback is safe',
  reversible: 'a rollback needs SQL',
  'data-dependent': 'whether a rollback is safe depends on later writes',
  irreversible: 'there is no way back',
  'not analysed': 'a rollback is not analysed',
}

/** Verb and noun of what a reader cares about, in the order of the files. */
const words: Readonly<Partial<Record<Action['kind'], readonly [verb: string, noun: string]>>> = {
  'create-table': ['adds', 'table'],
  'add-column': ['adds', 'column'],
  'create-index': ['adds', 'index'],
  'create-view': ['adds', 'view'],
  'create-trigger': ['adds', 'trigger'],
  'create-routine': ['adds', 'function'],
  'add-constraint': ['adds', 'constraint'],
  'add-enum-value': ['adds', 'enum value'],
  'validate-constraint': ['validates', 'constraint'],
  'drop-column': ['drops', 'column'],
  'drop-constraint': ['drops', 'constraint'],
  drop: ['drops', 'object'],
  rename: ['renames', 'object'],
  'alter-type': ['changes the type of', 'column'],
  'set-not-null': ['makes NOT NULL', 'column'],
  truncate: ['empties', 'table'],
}

function counted(actions: readonly Action[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const verbs = new Map<string, Map<string, number>>()
  for (const action of actions) {
    const [verb, noun] = action.kind === 'write' ? (['writes', 'set of rows'] as const) : (words[action.kind] ?? [])
    if (verb === undefined || noun === undefined) continue
    const nouns = verbs.get(verb) ?? new Map<string, number>()
    verbs.set(verb, nouns.set(noun, (nouns.get(noun) ?? 0) + 1))
  }
  return verbs
}

function listed(verbs: ReturnType<typeof counted>): string {
  const parts = [...verbs].map(
    ([verb, nouns]) => `${verb} ${joined([...nouns].map(([noun, count]) => amount(count, noun)))}`,
  )
  const text = joined(parts)
  return text === '' ? '' : (text[0] ?? '').toUpperCase() + text.slice(1)
}

function amount(count: number, noun: string): string {
  if (count === 1) return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
  return noun === 'index' ? `${count} indexes` : noun === 'set of rows' ? `${count} sets of rows` : `${count} ${noun}s`
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`
}

/** What waits, by the locks: not for how long, but whether the time grows with the table. */
function waitsIn(files: readonly JudgedFile[], isNew: (file: number) => Context['isNew']): string {
  if (files.some(({ notAnalysed }) => notAnalysed > 0)) return 'its locks are not analysed'
  const found = files.flatMap((file) => fileWaits(file, isNew(file.number)))
  const tables = (kind: Wait['kind']): string[] => [
    ...new Set(found.filter((wait) => wait.kind === kind).map(({ table }) => table)),
  ]
  const [slow, rows] = [tables('slow'), tables('rows')]
  const parts = [
    ...(slow.length === 0
      ? []
      : [`${joined(slow)} ${slow.length === 1 ? 'is' : 'are'} locked while every row is processed`]),
    ...(rows.length === 0 ? [] : [`rows of ${joined(rows)} are locked until all are written`]),
  ]
  if (parts.length > 0) return parts.join('; ')
  return found.length > 0 ? 'nothing waits longer than for a lock' : 'nothing waits'
}

interface Wait {
  readonly kind: 'short' | 'slow' | 'rows'
  readonly table: string
}

function fileWaits({ actions }: JudgedFile, isNew: Context['isNew']): readonly Wait[] {
  const waits: Wait[] = []
  const held = new Map<number, string>()
  for (const { action, facts, schema, transaction } of actions) {
    const live = (relation: string): boolean => isLive({ schema, isNew }, relation)
    const strong = facts.locks.filter(({ relation, mode }) => isAtLeast(mode, 'SHARE') && live(relation))
    const slow = facts.work.filter(({ relation, mode }) => isAtLeast(mode, 'SHARE') && live(relation))
    append(
      waits,
      strong.map(({ relation }) => ({ kind: 'short', table: relation }) as const),
    )
    append(
      waits,
      slow.map(({ relation }) => ({ kind: 'slow', table: relation }) as const),
    )
    if (action.kind === 'write' && isMany(action) && live(action.write.table)) {
      const locked = held.get(transaction)
      waits.push(locked === undefined ? { kind: 'rows', table: action.write.table } : { kind: 'slow', table: locked })
    }
    if (strong[0] !== undefined) held.set(transaction, strong[0].relation)
  }
  return waits
}

/** Nothing limits them to a few, or a loop writes them. */
function isMany({ write, within }: Action & { readonly kind: 'write' }): boolean {
  if (write.rows !== 'searched' || write.verb === 'insert') return false
  return within === 'loop' || (write.sought.length === 0 && !write.bounded)
}
