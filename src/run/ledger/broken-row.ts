import { literal } from '../../connect/pg-quote.ts'
import type { AppliedMigration, Scope } from '../../protocol/ledger.ts'

/** Whether the file of this row must not be applied again before a person has looked. */
export function isBroken({ state }: AppliedMigration): boolean {
  return state === 'unended' || state === 'unknown'
}

export function describeBroken({ file, id, state, written }: AppliedMigration): string {
  return state === 'unended'
    ? `${file} (version ${id}) was committed before its end, so only a part of it may be applied: compare the schema with the file`
    : `${file} (version ${id}) has the state ${JSON.stringify(written)} in the ledger, which wavec never writes, so it is not applied again`
}

/** SQL to start from. */
export function repairSql({ pipeline, target }: Scope, { id, state }: Pick<AppliedMigration, 'id' | 'state'>): string {
  const row = `where pipeline = ${literal(pipeline)} and target = ${literal(target)} and id = ${literal(id)}`
  return state === 'unended'
    ? `update wavec.migration set applied_at = now() ${row};   -- once all of the file is applied, or delete the row once nothing of it is`
    : `select * from wavec.migration ${row};   -- then correct its state to applied, or delete the row once nothing of the file is applied`
}
