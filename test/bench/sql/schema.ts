import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { OldQueries } from './old-application.ts'

/** A database like one in production: its tables, a million rows in each that matters, and the queries of its code. */
export interface Schema {
  readonly name: string
  readonly sql: string
  readonly seed: string
  readonly queries: OldQueries
}

const known = new Map<string, Schema>()

export function readSchema(name: string): Schema {
  const schema = known.get(name) ?? read(name)
  known.set(name, schema)
  return schema
}

function read(name: string): Schema {
  const text = (file: string): string =>
    readFileSync(fileURLToPath(new URL(`schemas/${name}/${file}`, import.meta.url)), 'utf8')
  return { name, sql: text('schema.sql'), seed: text('seed.sql'), queries: queriesIn(text('queries.sql')) }
}

/** The comment above each query is its name. */
function queriesIn(text: string): OldQueries {
  const queries = [...text.matchAll(/^-- ([\w-]+)\n([^]+?);$/gm)]
  return Object.fromEntries(queries.map(([, name = '', sql = '']) => [name, sql]))
}
