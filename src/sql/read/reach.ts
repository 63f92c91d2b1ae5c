import type { CopyStmt, CreateFunctionStmt, DefElem, Node, RoleSpec } from 'libpg-query'
import { isRecord, nodesOf, qualified, valueOf, valuesOf, wordsOf, type Tag, type ValueOf } from '../ast.ts'
import { callsIn } from '../expression.ts'
import type { Parser } from '../parser.ts'
import type { Reach } from '../reach.ts'
import {
  fileExtensions,
  fileFunctions,
  isConnection,
  isUntrusted,
  roleAttributes,
  settingFunctions,
} from './reach-facts.ts'
import { ownedBy } from './reach-own.ts'

type Look = readonly [tag: string, look: (node: Node) => readonly Reach[]]

function looks<T extends Tag>(tag: T, look: (value: ValueOf<T>) => readonly Reach[]): Look {
  return [
    tag,
    (node) => {
      const value = valueOf(node, tag)
      return value === undefined ? [] : look(value)
    },
  ]
}

const byTag = new Map<string, Look[1]>([
  looks('CreateRoleStmt', ({ role = '', options }) => [
    ...attributes(role, options),
    ...valuesOf(valueOf(option(options, 'addroleto'), 'List')?.items, 'RoleSpec').map(membership),
  ]),
  looks('AlterRoleStmt', ({ role, options }) => [
    ...attributes(roleName(role), options),
    ...(option(options, 'rolemembers') === undefined || role === undefined ? [] : [membership(role)]),
  ]),
  looks('GrantRoleStmt', ({ is_grant, granted_roles }) =>
    is_grant === true
      ? valuesOf(granted_roles, 'AccessPriv').map(({ priv_name = '' }) => ({ kind: 'membership', role: priv_name }))
      : [],
  ),
  looks('CopyStmt', copy),
  looks('AlterSystemStmt', () => [{ kind: 'server-setting', what: 'ALTER SYSTEM' }]),
  looks('CreateFunctionStmt', routine),
  looks('AlterFunctionStmt', ({ func, actions }) => security(qualified(wordsOf(func?.objname)), actions)),
  looks('DoStmt', ({ args }) => language(valueOf(option(args, 'language'), 'String')?.sval)),
  looks('CreatePLangStmt', ({ plname = '', pltrusted }) =>
    pltrusted === true ? [] : [{ kind: 'untrusted-language', what: `CREATE LANGUAGE ${plname}` }],
  ),
  looks('CreateExtensionStmt', ({ extname = '' }) => extension(extname)),
  looks('CreateFdwStmt', ({ fdwname = '' }) => [
    { kind: 'connection', what: `CREATE FOREIGN DATA WRAPPER ${fdwname}` },
  ]),
  looks('CreateForeignServerStmt', ({ servername = '', fdwname = '' }) => [
    fileExtensions.has(fdwname)
      ? { kind: 'server-file', what: `CREATE SERVER ${servername} of ${fdwname}` }
      : { kind: 'connection', what: `CREATE SERVER ${servername}` },
  ]),
  // It calls pg_advisory_unlock_all() (https://www.postgresql.org/docs/18/sql-discard.html).
  looks('DiscardStmt', ({ target }) => (target === 'DISCARD_ALL' ? [{ kind: 'own', what: 'DISCARD ALL' }] : [])),
  looks('CreateSubscriptionStmt', ({ subname = '' }) => [
    { kind: 'connection', what: `CREATE SUBSCRIPTION ${subname}` },
  ]),
])

/** What a statement reaches. Routines and DO blocks: with the expressions of their body, but not with its statements. */
export function reachOf(node: Node, text: string, parser: Parser): readonly Reach[] {
  const tag = Object.keys(node)[0] ?? ''
  const own = byTag.get(tag)?.(node) ?? []
  // A search through every row of a long INSERT takes as long as reading it.
  if (!/pg_|lo_import|lo_export|dblink|wavec|u&"/i.test(text)) return own
  const called = callsIn([node, ...bodyExpressions(tag, text, parser)]).flatMap(({ name }) => callOf(name))
  return [...own, ...called, ...ownedBy(node)]
}

function option(options: readonly Node[] | undefined, name: string): Node | undefined {
  return valuesOf(options, 'DefElem').find(({ defname }) => defname === name)?.arg
}

function attributes(role: string, options: readonly Node[] | undefined): readonly Reach[] {
  const given = valuesOf(options, 'DefElem')
    .filter(isGiven)
    .flatMap(({ defname = '' }) => roleAttributes[defname] ?? [])
  return given.length === 0 ? [] : [{ kind: 'role-attribute', role, attributes: given }]
}

function isGiven({ arg }: DefElem): boolean {
  return valueOf(arg, 'Boolean')?.boolval === true
}

function membership(role: RoleSpec): Reach {
  return { kind: 'membership', role: roleName(role) }
}

function roleName({ roletype, rolename }: RoleSpec = {}): string {
  return rolename ?? (roletype ?? '').replace('ROLESPEC_', '')
}

function copy({ is_from, is_program, filename }: CopyStmt): readonly Reach[] {
  if (filename === undefined) return []
  const way = is_from === true ? 'FROM' : 'TO'
  return [{ kind: 'server-file', what: `COPY … ${way} ${is_program === true ? 'PROGRAM' : 'a file of the server'}` }]
}

function routine({ funcname, options, sql_body }: CreateFunctionStmt): readonly Reach[] {
  const name = qualified(wordsOf(funcname))
  // Names in a body BEGIN ATOMIC are looked up when it is created.
  const own = sql_body === undefined ? security(name, options) : []
  return [...own, ...language(valueOf(option(options, 'language'), 'String')?.sval)]
}

function security(name: string, options: readonly Node[] | undefined): readonly Reach[] {
  const all = valuesOf(options, 'DefElem')
  const isSet = all.some(
    ({ defname, arg }) => defname === 'set' && valueOf(arg, 'VariableSetStmt')?.name === 'search_path',
  )
  if (isSet) return [{ kind: 'search-path', name }]
  return all.some((each) => each.defname === 'security' && isGiven(each)) ? [{ kind: 'definer', name }] : []
}

function language(name: string | undefined): readonly Reach[] {
  return name !== undefined && isUntrusted(name.toLowerCase())
    ? [{ kind: 'untrusted-language', what: `LANGUAGE ${name}` }]
    : []
}

function extension(name: string): readonly Reach[] {
  const what = `CREATE EXTENSION ${name}`
  if (isUntrusted(name)) return [{ kind: 'untrusted-language', what }]
  if (fileExtensions.has(name)) return [{ kind: 'server-file', what }]
  return isConnection(name) ? [{ kind: 'connection', what }] : []
}

function callOf(name: string): readonly Reach[] {
  const what = `${name}()`
  if (fileFunctions.has(name)) return [{ kind: 'server-file', what }]
  if (settingFunctions.has(name)) return [{ kind: 'server-setting', what }]
  if (name === 'pg_advisory_unlock_all') return [{ kind: 'own', what }]
  return /^(?:\w+\.)?dblink(?:_\w+)?$/.test(name) ? [{ kind: 'connection', what }] : []
}

/** Of assignments, conditions and results in PL/pgSQL, which are no statements. */
function bodyExpressions(tag: string, text: string, parser: Parser): readonly unknown[] {
  if (tag !== 'DoStmt' && tag !== 'CreateFunctionStmt') return []
  const queries = new Set<string>()
  for (const node of nodesOf(parser.plpgsql(text))) {
    const expression = node['PLpgSQL_expr']
    if (isRecord(expression) && typeof expression['query'] === 'string') queries.add(expression['query'])
  }
  return [...queries].flatMap((query) => {
    // An assignment is handed on whole: `v := f()`.
    const parsed = parser.parse(`SELECT ${query.replace(/^[\w."[\]]+\s*:=\s*/, '')}`)
    return parsed.ok ? parsed.statements.map(({ node }) => node) : []
  })
}
