/**
 * The migration tools that wavec knows. A new one is a file, a line here, and a fixture folder: `Tool` holds everything
 * that differs between them, so no other file compares a tool's name. The compiler has it in the loaded pipeline; the
 * runner and the rehearsal look up the name in a Step.
 */
import { command } from './command.ts'
import { flyway } from './flyway.ts'
import { sql } from './sql.ts'
import type { Tool } from './tool.ts'

export type { History, HistoryTable } from './history.ts'
export type { Runs, Settings, Sign, Tool } from './tool.ts'
export { sessionSettings } from './session.ts'

/** By id. */
export type Tools = Readonly<Record<string, Tool>>

/** @internal */
export function toolsOf(all: readonly Tool[]): Tools {
  return Object.fromEntries(all.map((tool) => [tool.id, tool]))
}

export const tools = toolsOf([flyway, sql, command])
