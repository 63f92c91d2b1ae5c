/** The migration files of a rehearsal, by name. */
export type MigrationTexts = ReadonlyMap<string, string>

/** Which file a statement that went over the wire stands in; undefined for what the tool says for itself. */
export type FileOf = (sql: string) => string | undefined

export function newFileOf(files: MigrationTexts): FileOf {
  const plain = [...files].map(([name, text]) => ({ name, text: normal(text) }))
  let current = 0
  return (sql) => {
    const wanted = normal(sql).trim().replace(/;$/, '')
    if (isForSession(wanted)) return undefined
    // Two files may hold the same statement: the one that is under way comes first, then those behind it.
    const order = [...plain.slice(current), ...plain.slice(0, current)]
    const found = order.find(({ text }) => text.includes(wanted))
    if (found !== undefined) current = plain.indexOf(found)
    return found?.name
  }
}

/** Transactions and settings touch no table, and a tool sends its own, which may stand in a file word for word. */
function isForSession(sql: string): boolean {
  return sql === '' || /^(?:begin|start|commit|end|rollback|abort|savepoint|release|set|reset|show)\b/i.test(sql)
}

/** What a migrator may send in one message in front of a statement: the start of the transaction and its settings. */
export function openingOf(sql: string): string {
  return /^begin;\s*(?:set local [^;]*;\s*)*/i.exec(sql)?.[0] ?? ''
}

/** Perhaps behind other statements, in one message. */
export function mayOpenTransaction(sql: string): boolean {
  return /\b(?:begin|start\s+transaction)\b/i.test(sql)
}

function normal(text: string): string {
  return text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')
}
