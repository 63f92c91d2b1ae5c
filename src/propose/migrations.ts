import { baseName, folderOf } from '../source/path.ts'
import type { Runs, Sign, Tool, Tools } from '../tools/index.ts'
import type { Repository } from './repository.ts'

/** A folder of migrations, and the command that runs them. */
export interface MigrationFolder {
  readonly path: string
  /** The number of files. */
  readonly count: number
  /** The common name of the tool. */
  readonly kind: string
  /** Whose files they are. */
  readonly tool: Tool
  /** What runs it in the application's image. */
  readonly command: readonly string[]
}

/** Every folder of migrations; but only the outermost of nested ones. */
export function migrationFolders({ files }: Repository, tools: Tools): readonly MigrationFolder[] {
  const signs = signsOf(tools)
  const all = new Set(files)
  const folders = new Map<string, { readonly sign: ToolSign; count: number }>()
  for (const path of files) {
    if (/(^|\/)tests?\//.test(path)) continue
    const sign = signs.find(({ file, beside }) => file.test(path) && (beside?.(folderOf(path), all) ?? true))
    if (sign === undefined) continue
    const folder = sign.level === 'parent' ? folderOf(folderOf(path)) : folderOf(path)
    const outer = [...folders].find(([known, { sign: other }]) => other === sign && folder.startsWith(`${known}/`))?.[0]
    const entry = folders.get(outer ?? folder) ?? { sign, count: 0 }
    folders.set(outer ?? folder, entry)
    entry.count += 1
  }
  return [...folders].map(([path, { sign, count }]) => {
    const { kind, tool, command = [] } = sign
    return { path, count, kind, tool, command }
  })
}

interface ToolSign extends Sign {
  readonly tool: Tool
}

/** The first match decides: a tool's own files, then those of the application, then files without a tool. */
function signsOf(tools: Tools): readonly ToolSign[] {
  const ranks: readonly Runs['in'][] = ['image', 'workload', 'engine']
  return ranks.flatMap((rank) =>
    Object.values(tools)
      .filter(({ runs }) => runs.in === rank)
      .flatMap((tool) => tool.signs.map((sign) => ({ ...sign, tool }))),
  )
}

/** `db/migration (12 Flyway files)`. */
export function describeMigrations({ path, count, kind }: MigrationFolder): string {
  return `${path === '' ? baseName(path) : path} (${count} ${kind} file${count === 1 ? '' : 's'})`
}
