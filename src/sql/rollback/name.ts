import { tokensOf } from '../../migrations/tokens.ts'
import { bareName } from '../schema/schema.ts'

/** How the names of a statement are written in SQL. */
export interface Naming {
  readonly name: (name: string) => string
  /** A quoted name with a dot in it looks like one with a schema. */
  readonly certain: boolean
}

/** Actions leave out `public`; SQL that runs under another search_path has to say it where the statement does. */
export function namingOf(text: string): Naming {
  const tokens = /public|"/i.test(text) ? [...tokensOf(text)] : []
  const words = tokens.map(({ start, end }) => text.slice(start, end))
  const certain = !tokens.some(({ kind }, at) => kind === 'quoted' && words[at]?.includes('.') === true)
  const explicit = new Set<string>()
  for (const [at, word] of words.entries())
    if (/^"?public"?$/i.test(word) && words[at + 1] === '.') explicit.add(unquoted(words[at + 2] ?? ''))
  const name = (each: string): string => {
    const own = each.split('.').map(quoted).join('.')
    return each === bareName(each) && explicit.has(each) ? `public.${own}` : own
  }
  return { name, certain }
}

function unquoted(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase()
}

/** As quote_ident() writes it (src/backend/utils/adt/ruleutils.c). */
export function quoted(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** Reserved words, those that can name a type or function included (src/include/parser/kwlist.h of PostgreSQL 18). */
const reserved: ReadonlySet<string> = new Set(
  (
    'all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation ' +
    'column concurrently constraint create cross current_catalog current_date current_role current_schema current_time ' +
    'current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze ' +
    'from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like ' +
    'limit localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary ' +
    'references returning right select session_user similar some symmetric system_user table tablesample then to ' +
    'trailing true union unique user using variadic verbose when where window with'
  ).split(' '),
)
