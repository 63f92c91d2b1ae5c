import { roleSql } from '../../run/role-sql.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { misused, wavec } from '../usage.ts'

export const init: Command = {
  summary: 'prints the SQL of the role that migrates, with no more rights than it needs',
  details: 'The SQL is for an administrator of the database; it says how the role is taken away again.',
  options: {
    'role-sql': { value: 'ROLE', about: 'the migrator, e.g. orders_migrator' },
    owner: { value: 'ROLE', about: 'the role that owns the tables' },
    gate: { value: 'ROLE', about: 'the role of workload.gate, which may only read the ledger' },
    schema: { value: 'NAME', about: 'where the tables are; public unless given' },
  },
  run: print,
}

function print({ options }: Invocation): Answer {
  const role = options['role-sql']
  if (role === undefined)
    throw misused('init: name the role', `${wavec} init --role-sql orders_migrator --owner orders`)
  const { owner, gate, schema = 'public' } = options
  return { output: roleSql({ role, owner, gate, schema }), exit: 0 }
}
