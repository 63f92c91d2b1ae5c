// An invented migration tool, written as a new one would be: everything that wavec knows about it is in this file.
import { posix } from 'node:path'
import * as z from 'zod/mini'
import type { Naming } from '../../../src/migrations/naming.ts'
import { anyApplier } from '../../../src/sql/applier.ts'
import type { Tool } from '../../../src/tools/index.ts'

const settings = z.strictObject({ schema: z.optional(z.string()) })

/** `0001_name.up.sql`, of which the part before `-- down` is applied. */
const names: Naming = {
  order: 'by-version',
  parse: (name) => {
    const [, version, description = '', way] = /^(\d{4})_(\w+)\.(up|down)\.sql$/.exec(posix.basename(name)) ?? []
    if (version === undefined) return undefined
    return { kind: way === 'up' ? 'versioned' : 'undo', version, description }
  },
  pattern: '<0001>_<description>.up.sql',
  example: '0001_create_orders.up.sql',
  correction: () => 'name it <0001>_<description>.up.sql',
  isRecorded: (name) => name.endsWith('.up.sql'),
  edited: 'unnoticed',
  applied: (text) => text.replace(/^-- down$[\s\S]*/m, (down) => down.replaceAll(/[^\n]/g, ' ')),
  inTransaction: ({ text }) => (text.startsWith('-- outside\n') ? false : undefined),
}

export const invented = {
  id: 'invented',
  settings,
  settingsExample: 'invented: { schema: shop }',
  requiredSettings: undefined,
  runs: {
    in: 'image',
    image: 'registry.example/invented:1.0',
    container: ({ connection, files }) => ({
      name: 'invented',
      args: ['apply'],
      env: [...connection, { name: 'INVENTED_FILES', value: files }],
      writes: [],
      user: 65_532,
      permanentExitCodes: [3],
    }),
  },
  backoffLimit: { standard: 0, most: 2 },
  needsParts: undefined,
  misreads: () => undefined,
  schema: (given) => settings.parse(given).schema,
  missingSchema: 'refused',
  files: names,
  sql: { ...anyApplier, title: 'Invented', transaction: 'begun', outsideBy: '-- outside in its first line' },
  history: {
    in: 'table',
    table: 'invented_history',
    query: `select null as file, version, case when ok then 'applied' else 'failed' end as state from invented_history order by version`,
    forget: (_file, version) => [`delete from invented_history where version = ${version}`],
    repair: 'invented fix',
  },
  rehearsal: { substitute: 'engine', onlyItself: () => undefined, overTcp: [] },
  signs: [{ kind: 'Invented', file: /(^|\/)\d{4}_\w+\.up\.sql$/ }],
} as const satisfies Tool
