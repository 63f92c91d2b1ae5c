import * as z from 'zod/mini'
import { versionedNames } from '../migrations/naming.ts'
import { anyApplier } from '../sql/applier.ts'
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
  settingsExample: 'sql: { schema: orders }   # first in the search_path',
  requiredSettings: undefined,
  runs: { in: 'engine' },
  backoffLimit: { standard: 1, most: 10 },
  needsParts: undefined,
  misreads: () => undefined,
  schema: (given) => settings.parse(given).schema,
  missingSchema: 'refused',
  files: versionedNames,
  sql: {
    ...anyApplier,
    title: 'wavec',
    transaction: 'begun',
    transactionControl: 'refused',
    runsAlone: ['validate-constraint'],
    secondRun: 'resumes',
    roleAfterFile: 'restored',
  },
  history: { in: 'ledger' },
  rehearsal: { substitute: 'none', onlyItself: () => undefined, overTcp: [] },
  signs: [{ kind: 'numbered SQL', file: /(^|\/)(migrations?|sql|db)\/\d+[-_].+(?<!\.(?:up|down))\.sql$/ }],
} as const satisfies Tool
