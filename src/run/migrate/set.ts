import { Failure } from '../../diagnostic/failure.ts'
import { MigrationIndex } from '../../protocol/migration-index.ts'
import type { Naming } from '../../migrations/naming.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import type { Adapters, Files, StepOf } from '../step-runner.ts'
import { breather } from '../breather.ts'
import { toolOf } from '../tool.ts'

type MigrationSet = StepOf<'migrate'>['migrations']

/** The folder of the files in a runner image that contains them. */
const imageFolder = '/wavec/migrations'

/** Where the texts of migrations are, and what of them is applied. */
export interface Source {
  readonly files: Files
  readonly folder: string
  readonly applied: Naming['applied']
  /** wavec's own engine refuses what it can't apply. A tool may know how. */
  readonly appliedBy: 'wavec' | 'tool'
  /** Called between files and within long ones. */
  readonly breathe: () => Promise<void>
}

export function sourceOf(
  set: MigrationSet,
  adapters: Pick<Adapters, 'files' | 'tools' | 'clock' | 'stop'>,
  appliedBy: Source['appliedBy'] = 'wavec',
): Source {
  const { applied } = toolOf(set, adapters).files
  return { files: adapters.files, folder: set.files ?? imageFolder, applied, appliedBy, breathe: breather(adapters) }
}

/** The migrations in the order of application; empty for a tool whose format has no index. */
export async function readIndex({ index }: MigrationSet, files: Files): Promise<readonly IndexEntry[]> {
  if (index === undefined) return []
  const parsed = MigrationIndex.safeParse(jsonOf(new TextDecoder().decode(await files.read(index))))
  if (!parsed.success) {
    const next = 'npx wavec compile   # then commit the result'
    throw new Failure(`${index} is not an index of migrations`, { code: 'migrations/index', exit: 4, next })
  }
  return parsed.data.map(({ file, version, checksum, contract, undo }) => ({
    file,
    checksum,
    ...(version === undefined ? {} : { version }),
    ...(contract === undefined ? {} : { contract }),
    ...(undo === undefined ? {} : { undo }),
  }))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
