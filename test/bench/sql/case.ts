import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readSchema, type Schema } from './schema.ts'

export const caseSets = ['open', 'frozen', 'dba', 'generated', 'review'] as const
export type CaseSet = (typeof caseSets)[number]

/** A migration to judge, and the schema that it starts from. */
export interface SqlCase {
  readonly name: string
  readonly set: CaseSet
  readonly schema: Schema
  /** `one`: its tool wraps a file in a transaction. `none`: every statement commits alone, unless the file says otherwise. */
  readonly transaction: 'one' | 'none'
  /** Migrations of earlier releases, on top of the schema. */
  readonly prelude: string
  readonly statement: string
}

/** Sorted by name; empty if this checkout lacks the set. */
export function readCases(set: CaseSet): readonly SqlCase[] {
  const folder = folderOf(set)
  return namesIn(folder).map((name) => caseOf(set, name, readFileSync(`${folder}${name}.sql`, 'utf8')))
}

function folderOf(set: CaseSet): string {
  return fileURLToPath(new URL(`cases/${set}/`, import.meta.url))
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .map((file) => file.replace(/\.sql$/, ''))
      .sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const form =
  /^(?<header>(?:-- (?:schema|transaction|note): .*\n)+)(?:-- prelude\n(?<prelude>[^]*?))?-- statement\n(?<statement>[^]+)$/

function caseOf(set: CaseSet, name: string, text: string): SqlCase {
  const { header = '', prelude = '', statement } = form.exec(text)?.groups ?? {}
  const fields = new Map([...header.matchAll(/^-- (\w+): (.*)$/gm)].map(([, key = '', value = '']) => [key, value]))
  const schema = fields.get('schema')
  if (statement === undefined || schema === undefined)
    throw new Error(`${set}/${name}.sql: expected "-- schema: NAME", perhaps "-- prelude", then "-- statement"`)
  const transaction = fields.get('transaction') === 'none' ? 'none' : 'one'
  return { name, set, schema: readSchema(schema), transaction, prelude, statement }
}
