import type { GrantStmt, Node, RoleSpec } from 'libpg-query'
import type { GrantSpec } from '../specs.ts'
import { nameOf, qualified, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { reads } from './reader.ts'

export const grants = [
  reads('GrantStmt', (statement) => ({
    kind: statement.is_grant === true ? 'grant' : 'revoke',
    privileges: valuesOf(statement.privileges, 'AccessPriv').map(({ priv_name = 'all' }) => priv_name),
    ...objectOf(statement),
    ...(isOfColumns(statement) ? { object: 'other' as const } : {}),
    roles: rolesIn(statement.grantees),
  })),
  reads('GrantRoleStmt', ({ is_grant, grantee_roles }) => ({
    kind: is_grant === true ? 'grant' : 'revoke',
    privileges: [],
    object: 'membership',
    names: [],
    roles: rolesIn(grantee_roles),
  })),
  reads('DropOwnedStmt', ({ roles }) => ({ kind: 'drop-owned', roles: rolesIn(roles) })),
  reads('CreateRoleStmt', ({ role = '' }) => ({ kind: 'create-role', name: role })),
]

/** Revoking the privilege of a column takes nothing from a role that has that of the table. */
function isOfColumns({ privileges }: GrantStmt): boolean {
  const all = valuesOf(privileges, 'AccessPriv')
  return all.length > 0 && all.every(({ cols }) => (cols ?? []).length > 0)
}

function objectOf({ targtype, objtype, objects }: GrantStmt): Pick<GrantSpec, 'object' | 'names'> {
  const object = kinds[objtype ?? ''] ?? 'other'
  if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA') return { object, names: wordsOf(objects).map((schema) => `${schema}.*`) }
  return { object, names: (objects ?? []).map(nameIn) }
}

const kinds: Readonly<Record<string, GrantSpec['object']>> = {
  OBJECT_TABLE: 'table',
  OBJECT_SEQUENCE: 'table',
  OBJECT_FUNCTION: 'routine',
  OBJECT_PROCEDURE: 'routine',
  OBJECT_ROUTINE: 'routine',
  OBJECT_SCHEMA: 'schema',
}

function nameIn(node: Node): string {
  const relation = valueOf(node, 'RangeVar')
  if (relation !== undefined) return nameOf(relation)
  const routine = valueOf(node, 'ObjectWithArgs')
  return routine === undefined ? (valueOf(node, 'String')?.sval ?? '') : qualified(wordsOf(routine.objname))
}

function rolesIn(nodes: readonly Node[] | undefined): readonly string[] {
  return valuesOf(nodes, 'RoleSpec').map(roleName)
}

function roleName({ roletype, rolename = '' }: RoleSpec): string {
  return roletype === 'ROLESPEC_PUBLIC' ? 'public' : rolename
}
