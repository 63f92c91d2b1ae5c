/** The migration files of a rehearsal, by name. */
export type MigrationTexts = ReadonlyMap<string, string>

/** The file that contains a statement; undefined for the tool's own statements. */
export type FileOf = (sql: string) => string | undefined

export function newFileOf(files: MigrationTexts): FileOf {
  const plain = [...files].map(([name, text]) => ({ name, text: normal(text) }))
  let current = 0
  return (sql) => {
    const wanted = normal(sql).trim().replace(/;$/, '')
    if (isForSession(wanted)) return undefined
    // Two files may contain the same statement: the current file comes first, then the later ones.
    const order = [...plain.slice(current), ...plain.slice(0, current)]
    const found = order.find(({ text }) => text.includes(wanted))
    if (found !== undefined) current = plain.indexOf(found)
    return found?.name
  }
}

/** Transactions and settings touch no table, and a tool may send the same ones that a file contains. */
function isForSession(sql: string): boolean {
  return sql === '' || /^(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset|show)\b/i.test(sql)
}

/** What a migrator may send before a statement in the same message: the start of the transaction and settings. */
export function openingOf(sql: string): string {
  return /^begin;\s*(?:set local [^;]*;\s*)*/i.exec(sql)?.[0] ?? ''
}

/** Whether the message may open a transaction, possibly after other statements. */
export function mayOpenTransaction(sql: string): boolean {
  return /\b(?:begin|start\s+transaction)\b/i.test(sql)
}

function normal(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
}
