import { runGit, type Place } from './run-git.ts'

/** What a commit has at a path. */
export interface TreeEntry {
  /** From the root of the pipelines. */
  readonly path: string
  readonly type: 'blob' | 'tree' | 'link' | 'commit'
  readonly object: string
}

interface Asked {
  /** One that ends in `/` asks for what the folder holds. None: what the root holds. */
  readonly paths: readonly string[]
  readonly depth: 'here' | 'below'
}

export type Entries =
  | { readonly ok: true; readonly entries: readonly TreeEntry[] }
  | { readonly ok: false; readonly reason: string }

/** A path that the commit does not have gives no entry. */
export function entriesIn(place: Place, commit: string, { paths, depth }: Asked): Entries {
  const { prefix } = place
  const asked = paths.map((path) => `${prefix}${path}`)
  const recursive = depth === 'below' ? ['-r'] : []
  const own = asked.length === 0 && prefix !== '' ? [prefix] : asked
  const ran = runGit(place, ['ls-tree', '-z', '--full-tree', ...recursive, commit, '--', ...own])
  if (!ran.ok) return ran
  const entries = ran.stdout
    .toString()
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => entryOf(line, prefix))
  return { ok: true, entries }
}

/** `MODE TYPE OBJECT<TAB>PATH` */
function entryOf(line: string, prefix: string): TreeEntry {
  const tab = line.indexOf('\t')
  const [mode = '', type = '', object = ''] = line.slice(0, tab).split(' ')
  return { path: line.slice(tab + 1 + prefix.length), type: typeOf(mode, type), object }
}

function typeOf(mode: string, type: string): TreeEntry['type'] {
  if (mode === '120000') return 'link'
  return type === 'tree' || type === 'commit' ? type : 'blob'
}
