import * as z from 'zod/mini'
import type { Tool } from './tool.ts'

const settings = z.strictObject({
  schema: z
    .optional(z.string().check(z.minLength(1)))
    .register(z.globalRegistry, { description: 'Put first in the search_path.' }),
})

/** wavec's own engine. A rerun after a kill at any moment converges, so it may be retried. */
export const sql = {
  id: 'sql',
  settings,
  backoffLimit: 1,
  maxBackoffLimit: 10,
  files: 'named',
  needs: 'any',
} satisfies Tool
