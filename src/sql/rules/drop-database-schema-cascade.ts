import { isLive } from '../context.ts'
import type { Rule } from '../rule.ts'

export const dropDatabaseSchemaCascade: Rule = {
  severity: 'error',
  condition: 'A database or schema is dropped, or CASCADE drops what the file does not name.',
  effect: 'It is gone, and whatever depended on it.',
  workaround: 'Drop by name what is meant to go, when nobody uses it. Then say so: -- wavec:contract after=RELEASE.',
  bad: 'drop schema archive;',
  good: 'create schema reports;',
  proof: 'file',
  contract: true,
  check: (action, context) => {
    if (action.kind === 'drop-database')
      return { message: `the database ${action.name} is gone, with everything in it`, help: 'not in a migration' }
    if (action.kind !== 'drop' || (!action.cascade && action.object !== 'schema')) return undefined
    if (action.object === 'table' && action.names.every((name) => !isLive(context, name))) return undefined
    const names = action.names.join(', ')
    if (action.object === 'schema')
      return { message: `the schema ${names} is gone${action.cascade ? ', with everything in it' : ''}`, help }
    if (action.object === 'trigger' || action.object === 'policy') return undefined
    return { message: `CASCADE drops whatever depends on ${names}, which the file does not name`, help }
  },
}

const help = 'drop by name what is meant to go, in the release after nobody uses it: -- wavec:contract after=RELEASE'
