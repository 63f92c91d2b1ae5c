import { Failure } from '../diagnostic/failure.ts'
import type { MigrationSet } from '../protocol/step.ts'
import type { Tool } from '../tools/index.ts'
import type { Adapters } from './step-runner.ts'

/** The tool that a Step names. A Step that was compiled by another version may name one that is not here. */
export function toolOf({ tool: id }: MigrationSet, { tools }: Pick<Adapters, 'tools'>): Tool {
  const tool = Object.hasOwn(tools, id) ? tools[id] : undefined
  if (tool !== undefined) return tool
  throw new Failure(`this version of wavec does not know the tool "${id}" (known: ${Object.keys(tools).join(', ')})`, {
    code: 'migrations/unknown-tool',
    exit: 4,
    next: 'npx wavec compile   # with the version of wavec that runs the Job',
  })
}
