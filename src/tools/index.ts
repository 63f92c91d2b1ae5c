/** The migration tools that wavec emits. A new one is a file, a line here, and a fixture folder. */
import { command } from './command.ts'
import { flyway } from './flyway.ts'
import { sql } from './sql.ts'
import type { Tool } from './tool.ts'

export type ToolId = 'flyway' | 'sql' | 'command'

export const tools = { flyway, sql, command } satisfies Record<ToolId, Tool>
