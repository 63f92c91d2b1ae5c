import type { CreatePolicyStmt, Node } from 'libpg-query'
import type { PolicySpec, PolicyVerb } from '../specs.ts'
import { nameOf, valueOf, valuesOf } from '../ast.ts'
import { reads } from './reader.ts'

export const policy = [
  reads('CreatePolicyStmt', (statement) => ({
    kind: 'create-policy',
    table: nameOf(statement.table),
    name: statement.policy_name ?? '',
    policy: readPolicy(statement),
  })),
  reads('AlterPolicyStmt', ({ table, policy_name = '' }) => ({
    kind: 'alter-policy',
    table: nameOf(table),
    name: policy_name,
  })),
]

const verbs: readonly PolicyVerb[] = ['select', 'insert', 'update', 'delete']

/** Without WITH CHECK, what USING says of rows that are there holds for new ones, too. */
function readPolicy({ cmd_name: command, permissive, roles, qual, with_check: check }: CreatePolicyStmt): PolicySpec {
  const restrictive = permissive !== true
  const isForAll = valuesOf(roles, 'RoleSpec').some(({ roletype }) => roletype === 'ROLESPEC_PUBLIC')
  if (restrictive || !isForAll) return { opens: [], restrictive }
  const isOpen: Readonly<Record<PolicyVerb, boolean>> = {
    select: isTrue(qual),
    insert: isTrue(check ?? (command === 'insert' ? undefined : qual)),
    update: isTrue(qual) && isTrue(check ?? qual),
    delete: isTrue(qual),
  }
  return { opens: verbs.filter((verb) => (command === 'all' || command === verb) && isOpen[verb]), restrictive }
}

function isTrue(expression: Node | undefined): boolean {
  return valueOf(expression, 'A_Const')?.boolval?.boolval === true
}
