import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropDatabaseSchemaCascade: Rule = {
  severity: 'error',
  condition: 'A database or schema is dropped, or CASCADE drops objects that the file does not name.',
  effect: 'They are lost, with everything that depends on them.',
  workaround: 'Drop each object by name, once no release uses it: -- wavec:contract after=RELEASE.',
  bad: 'drop schema archive;',
  good: 'create schema reports;',
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'drop-database')
      return {
        message: `the database ${action.name} is dropped with everything in it`,
        help: 'drop a database by hand, not in a migration',
      }
    if (action.kind !== 'drop' || (!action.cascade && action.object !== 'schema')) return undefined
    if (action.object === 'table' && action.names.every((name) => !isLive(context, name))) return undefined
    const names = action.names.join(', ')
    if (action.object === 'schema')
      return { message: `the schema ${names} is dropped${action.cascade ? ' with everything in it' : ''}` }
    if (action.object === 'trigger' || action.object === 'policy') return undefined
    return { message: `CASCADE also drops what depends on ${names}, which the file does not name` }
  },
}
