import { Failure } from '../../diagnostic/failure.ts'
import { MigrationIndex } from '../../protocol/migration-index.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import type { Files, StepOf } from '../step-runner.ts'

type MigrationSet = StepOf<'migrate'>['migrations']

/** Where the files are when the image that runs us holds them. */
const imageFolder = '/wavec/migrations'

export function folderOf({ files }: MigrationSet): string {
  return files ?? imageFolder
}

/** The migrations in the order in which they are applied; none where another tool's own format has no index. */
export async function readIndex({ index }: MigrationSet, files: Files): Promise<readonly IndexEntry[]> {
  if (index === undefined) return []
  const parsed = MigrationIndex.safeParse(jsonOf(new TextDecoder().decode(await files.read(index))))
  if (!parsed.success) {
    const next = 'npx wavec compile   # then commit what it wrote'
    throw new Failure(`${index} is not an index of migrations`, { code: 'migrations/index', exit: 4, next })
  }
  return parsed.data.map(({ file, version, checksum, contract }) => ({
    file,
    checksum,
    ...(version === undefined ? {} : { version }),
    ...(contract === undefined ? {} : { contract }),
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
