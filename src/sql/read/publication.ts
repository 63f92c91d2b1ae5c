import type { Node } from 'libpg-query'
import type { Change } from '../action.ts'
import { nameOf, valueOf, valuesOf } from '../ast.ts'
import { harmless, reads } from './reader.ts'

export const publication = [
  reads('CreatePublicationStmt', ({ for_all_tables, pubobjects, options }) =>
    for_all_tables === true ? published('all', false, options) : publishedObjects(pubobjects, options),
  ),
  reads('AlterPublicationStmt', ({ pubobjects, options, action }) => {
    if (action === 'AP_DropObjects') return harmless('ALTER PUBLICATION … DROP')
    // SET (publish = …): of everything in it.
    return pubobjects === undefined ? published('all', false, options) : publishedObjects(pubobjects, [])
  }),
]

function publishedObjects(objects: readonly Node[] | undefined, options: readonly Node[] | undefined): Change {
  const all = valuesOf(objects, 'PublicationObjSpec')
  const tables = all.flatMap(({ pubtable }) => (pubtable === undefined ? [] : [nameOf(pubtable.relation)]))
  const isNarrowed = all.some(
    ({ pubtable }) => pubtable?.whereClause !== undefined || (pubtable?.columns ?? []).length > 0,
  )
  // Another object is a schema, with all of its tables at that time.
  return published(tables.length === all.length ? tables : 'all', isNarrowed, options)
}

function published(tables: readonly string[] | 'all', narrowed: boolean, options: readonly Node[] | undefined): Change {
  const publish = valuesOf(options, 'DefElem').find(({ defname }) => defname === 'publish')
  const verbs = valueOf(publish?.arg, 'String')?.sval ?? 'update'
  return /update|delete/.test(verbs)
    ? { kind: 'publish', tables, narrowed }
    : harmless('CREATE PUBLICATION of what is inserted', 'objects')
}
