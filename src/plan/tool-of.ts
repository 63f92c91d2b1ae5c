import type { Spec } from '../pipeline/schema.ts'
import type { ToolId } from '../tools/index.ts'

/** The tool, of those that are emitted; the loader refuses the others by name. */
export function toolOf({ migrations }: Spec): ToolId {
  const { tool } = migrations
  if (tool === 'flyway' || tool === 'sql' || tool === 'command') return tool
  throw new Error(`the loader let ${tool} through`)
}
