import type { Action } from './action.ts'
import type { Applier } from './applier.ts'
import type { Context, Judged, JudgedFile, Limits, SqlFile } from './context.ts'
import { isLive } from './context.ts'
import { directivesIn } from './directives.ts'
import { factsOf } from './facts/index.ts'
import { phaseOf } from './facts/phase.ts'
import { transactionOf } from './facts/transaction.ts'
import type { Unreadable } from './parse.ts'
import type { Parser } from './parser.ts'
import { readFile } from './read/file.ts'
import { resolved } from './resolved.ts'
import { apply } from './schema/apply.ts'
import { withoutTemporary } from './schema/drop.ts'
import { emptySchema, find, type Origin, type Schema } from './schema/schema.ts'
import { isBuiltIn } from './volatility.ts'

export interface JudgeInput {
  /** In the order in which they are applied. */
  readonly files: readonly SqlFile[]
  readonly tool: Applier
  readonly limits: Limits
  readonly server: number
  /** Paths of the files that were released before. Undefined if unknown. */
  readonly released?: ReadonlySet<string> | undefined
}

export interface Judgement {
  readonly files: readonly (JudgedFile & { readonly unreadable: readonly Unreadable[] })[]
  readonly isNew: (file: number) => Context['isNew']
  readonly hasShipped: Context['hasShipped']
}

/** Every file with the schema after the files before it. */
export function judge(parser: Parser, { files, tool, server, released }: JudgeInput): Judgement {
  const unreleased = new Set(
    files.flatMap(({ path }, number) => (released === undefined || released.has(path) ? [] : [number])),
  )
  const isNew =
    (file: number): Context['isNew'] =>
    (origin) =>
      origin !== undefined && (origin === file || unreleased.has(origin))
  let schema = emptySchema
  const judged = files.map((file, number) => {
    const result = judgeFile(parser, { file, number, tool, server, isNew: isNew(number) }, schema)
    schema = result.schema
    return result.file
  })
  const hasShipped = (origin: Origin): boolean => {
    const path = origin === undefined ? undefined : files[origin]?.path
    return path !== undefined && released?.has(path) === true
  }
  return { files: judged, isNew, hasShipped }
}

interface One {
  readonly file: SqlFile
  readonly number: number
  readonly tool: Applier
  readonly server: number
  readonly isNew: Context['isNew']
}

function judgeFile(parser: Parser, { file, number, tool, server, isNew }: One, before: Schema) {
  const { actions: read, texts, unreadable, foreign, readAt } = readFile(parser, file.text)
  const mode = transactionMode(file, tool, read)
  const own = { ...before, timeZone: 'unknown', searchPath: undefined } as const
  const { actions, schema } = walk(read.length, { mode, number, server, isNew, readAt }, own)
  const notRead = new Set(actions.filter(({ action }) => action.kind === 'opaque').map(({ statement }) => statement))
  const unread = unreadable.reduce((sum, { statements }) => sum + statements, 0)
  const contract = directivesIn(file.text).find(({ word }) => word === 'contract')
  const judged = {
    file,
    number,
    actions,
    byKind: byKind(actions),
    unreadable,
    statements: read.length + unread,
    texts,
    foreign,
    notAnalysed: notRead.size + unread,
    contractAfter: contract === undefined ? undefined : (/^after=(\S+)/.exec(contract.rest)?.[1] ?? ''),
  }
  return { file: judged, schema: withoutTemporary(schema) }
}

function byKind(actions: readonly Judged[]): JudgedFile['byKind'] {
  const kinds = new Map<Action['kind'], Judged[]>()
  for (const judged of actions) {
    const known = kinds.get(judged.action.kind)
    if (known === undefined) kinds.set(judged.action.kind, [judged])
    else known.push(judged)
  }
  return kinds
}

interface Walk extends Pick<One, 'number' | 'server' | 'isNew'> {
  readonly mode: 'one' | 'each'
  /** The actions of a statement, with the schema before it. */
  readonly readAt: (statement: number, schema: Schema) => readonly Action[]
}

/** Statement by statement: each action with the schema before it, and the number of its transaction. */
function walk(statements: number, { mode, number, server, isNew, readAt }: Walk, before: Schema) {
  const actions: Judged[] = []
  let [schema, transaction] = [before, 0]
  let open: 'open' | 'closed' = 'closed'
  for (let statement = 0; statement < statements; statement += 1) {
    const own = readAt(statement, schema)
    if (mode === 'each' && open === 'closed') transaction += 1
    for (const each of own.flatMap((written) => [written, ...called(written, schema)])) {
      const action = resolved(each, schema)
      if (action.kind === 'transaction' && action.does !== 'other') {
        if (action.within === 'top') open = action.does === 'begin' ? 'open' : 'closed'
        transaction += 1
      }
      const facts = factsOf(action, schema, server)
      const relations = facts.locks.map(({ relation }) => relation)
      const live = relations.some((relation) => isLive({ schema, isNew }, relation)) || !isOfTables(action, relations)
      actions.push({ action, facts, phase: phaseOf(action, live), schema, statement, transaction })
      schema = apply(schema, action, number)
    }
  }
  return { actions, schema }
}

/** DROP INDEX IF EXISTS of an index that no file creates affects no table, and neither does a REVOKE without one. */
function isOfTables(action: Action, locked: readonly string[]): boolean {
  if (locked.length > 0) return true
  if (action.kind === 'revoke') return action.names.length === 0
  return action.kind === 'drop' && action.object === 'index' && action.missing === 'skip'
}

/** The actions of a called routine, at the place of the call. A routine that no file creates is opaque. */
function called(action: Action, schema: Schema): readonly Action[] {
  const calls = action.kind === 'query' ? action.calls : []
  return calls.flatMap(({ name }): readonly Action[] => {
    const routine = find(schema.routines, name)
    if (routine === undefined)
      return isBuiltIn(name) ? [] : [opaque(action, `no file creates ${name}(), so what it does is unknown`)]
    if (routine.body === undefined)
      return [opaque(action, `${name}() is written in ${routine.language}, which wavec does not read`)]
    const { start, end } = action
    return routine.body
      .filter(({ kind }) => kind !== 'refuse')
      .map((inner) => ({
        ...inner,
        start,
        end,
        within: inner.within === 'top' ? 'block' : inner.within,
      }))
  })
}

function opaque({ start, end, within, certainty }: Action, why: string): Action {
  return { kind: 'opaque', what: 'routine', why, start, end, within, certainty }
}

/** Without the transaction where a statement can't run in one, or the tool leaves it for such a statement. */
function transactionMode(
  { inTransaction }: SqlFile,
  { runsAlone }: Applier,
  statements: readonly (readonly Action[])[],
): 'one' | 'each' {
  if (inTransaction !== undefined) return inTransaction ? 'one' : 'each'
  const isAlone = (action: Action) => transactionOf(action) === 'outside' || runsAlone.includes(action.kind)
  const isApart = (action: Action): boolean => action.within === 'top' && isAlone(action)
  return statements.some((actions) => actions.some(isApart)) ? 'each' : 'one'
}
