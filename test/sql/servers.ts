// The database of the fixtures on a server of each major, and what the classifier predicts for SQL after before.sql.
import { readFileSync } from 'node:fs'
import { anyApplier } from '../../src/sql/applier.ts'
import type { Lock } from '../../src/sql/facts/locks.ts'
import { lint } from '../../src/sql/lint.ts'
import { find } from '../../src/sql/schema/schema.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { isAtLeast, type LockMode } from '../../src/sql/server.ts'
import { repository } from '../support/golden.ts'
import { clientOf, onServer, server, type Major } from '../support/postgres.ts'
import { before, type Options } from './fixtures.ts'
import type { Measured } from './measure.ts'

const parser = await loadParser()
const rows = readFileSync(`${repository}test/sql/rules/rows.sql`, 'utf8')

let count = 0

/** A template database with before.sql and its rows, from which others are copied. */
export async function templateOf(major: Major, more = ''): Promise<string> {
  const name = `rules_${process.pid}_${major}_${++count}`
  const on = await server(major)
  await onServer(on, `create database ${name}`)
  const client = await clientOf(on, name)
  for (const text of [before, rows, more, 'analyze']) if (text !== '') await client.query(text)
  await client.end()
  return name
}

export interface Claimed extends Pick<Measured, 'locks' | 'rewritten' | 'scanned'> {
  /** Whether it also reads rows for reasons that are not predicted. */
  readonly reads: 'by itself' | 'as claimed'
  readonly known: 'whole' | 'part'
  /** Tables in which keys are looked up, row by row. */
  readonly lookedUp: readonly string[]
}

export function claimsOf(sql: string, major: Major, { prelude = '', inTransaction }: Options, more = ''): Claimed {
  const existed = new Set(
    [...(before + more).matchAll(/create (?:materialized view|view|table) (\w+)/g)].map(([, name = '']) => name),
  )
  return claimsIn([before + more, prelude], sql, major, { inTransaction, existed: (name) => existed.has(name) })
}

interface Circumstances {
  readonly inTransaction?: boolean | undefined
  /** Whether a relation existed before the SQL. */
  readonly existed: (name: string) => boolean
}

/** What is predicted for SQL after other files. */
export function claimsIn(
  earlier: readonly string[],
  sql: string,
  major: Major,
  { inTransaction, existed }: Circumstances,
): Claimed {
  const files = [
    ...earlier.map((text, at) => ({ path: `${at}.sql`, text })),
    { path: 'last.sql', text: sql, inTransaction },
  ]
  const { files: judged, notAnalysed } = lint(parser, { files, tool: anyApplier, limits: 'set', server: major })
  const actions = judged.at(-1)?.actions ?? []
  const known = actions.map(({ facts, schema }) => {
    const isThere = (relation: string): boolean =>
      existed(relation) && find(schema.tables, relation)?.lifetime !== 'temporary'
    return {
      locks: facts.locks.filter(({ relation, mode }) => isThere(relation) && isAtLeast(mode, 'SHARE UPDATE EXCLUSIVE')),
      work: facts.work.filter(({ relation }) => isThere(relation)),
    }
  })
  const work = known.flatMap((each) => each.work)
  const namesOf = (found: typeof work): string[] => [...new Set(found.map(({ relation }) => relation))].sort()
  return {
    locks: strongest(known.flatMap(({ locks }) => locks)),
    rewritten: namesOf(work.filter(({ kind }) => kind === 'rewrite')),
    scanned: namesOf(work.filter(({ kind }) => kind !== 'rewrite')),
    reads: actions.some(({ action }) => readers.has(action.kind)) ? 'by itself' : 'as claimed',
    known: notAnalysed === 0 ? 'whole' : 'part',
    lookedUp: actions.flatMap(({ facts }) =>
      facts.locks.filter(({ mode }) => mode === 'ROW SHARE').map(({ relation }) => relation),
    ),
  }
}

const readers: ReadonlySet<string> = new Set(['write', 'create-table', 'create-view', 'refresh-matview', 'query'])

function strongest(locks: readonly Lock[]): Record<string, LockMode> {
  const held: Record<string, LockMode> = {}
  for (const { relation, mode } of locks) {
    const known = held[relation]
    if (known === undefined || isAtLeast(mode, known)) held[relation] = mode
  }
  return held
}
