import type { WayBack } from '../../project/lint.ts'
import { columns } from '../../report/index.ts'
import { rollbackText } from '../../sql/index.ts'

/** A verdict for each pipeline, and a line for each migration that it is made of. */
export function waysBackLines(ways: readonly WayBack[], release: string): string[] {
  return ways.flatMap((way, index) => [...(index === 0 ? [] : ['']), ...wayLines(way, release)])
}

function wayLines({ name, migrations, rollback }: WayBack, release: string): string[] {
  const rows = migrations.map((each) => ['  ' + each.path, rollbackText(each.rollback)])
  const sql = 'sql' in rollback ? ['  in this order:', ...rollback.sql.map((line) => `    ${line}`)] : []
  const verdict = migrations.length === 0 ? 'safe: nothing has come since' : rollbackText(rollback)
  return [`${name}  rollback to ${release}: ${verdict}`, ...columns(rows), ...sql]
}
