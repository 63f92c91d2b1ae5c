import { Failure } from '../../diagnostic/failure.ts'
import type { ReadProblem } from '../../source/tree.ts'

interface Advice {
  readonly what: string
  readonly next: string
}

const again = 'npx wavec compile'

/** What the operating system's words mean here, and the command that fixes it. */
const advices: Readonly<Record<string, Advice>> = {
  EACCES: { what: 'permission denied', next: `chmod -R u+rwX manifests && ${again}` },
  EDQUOT: { what: 'your disk quota is used up', next: `quota -s; ${again}` },
  EEXIST: { what: 'something else is there', next: `ls -la manifests && ${again}` },
  EISDIR: { what: 'a folder is there', next: `ls -la manifests && ${again}` },
  EMFILE: { what: 'too many files are open', next: `ulimit -n 4096 && ${again}` },
  ENOENT: { what: 'it is gone; does another compile run at the same time?', next: again },
  ENOSPC: { what: 'no space is left on the disk', next: `df -h . && ${again}` },
  ENOTDIR: { what: 'a file is where a folder is needed', next: `mv manifests manifests.old && ${again}` },
  ENOTEMPTY: { what: 'files appeared there meanwhile; does another compile run at the same time?', next: again },
  EPERM: { what: 'the operating system does not permit it', next: `ls -la manifests && ${again}` },
  EROFS: { what: 'the disk is read-only', next: `mount | grep -w ro; ${again}` },
  EXDEV: { what: 'it lies on another disk than manifests', next: `df manifests/* && ${again}` },
}

/** A file operation that the operating system refused. Any other error is a bug and passes through. */
export function refused(action: string, path: string, error: unknown): Failure {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error
  const { what, next } = advices[error.code] ?? { what: error.code, next: again }
  return new Failure(`can't ${action} ${path}: ${what}`, { code: 'disk/refused', exit: 2, next, cause: error })
}

const unreadable: Readonly<Record<ReadProblem, Advice>> = {
  'not-found': { what: 'it is gone', next: again },
  'not-a-directory': { what: 'a file is where a folder is needed', next: `mv manifests manifests.old && ${again}` },
  outside: { what: 'it is a link that leaves the repository', next: `ls -la manifests && ${again}` },
  directory: { what: 'a folder is there', next: `ls -la manifests && ${again}` },
  unreadable: { what: 'permission denied, or no plain file', next: `ls -la manifests && ${again}` },
}

export function cannotRead(path: string, problem: ReadProblem): Failure {
  const { what, next } = unreadable[problem]
  return new Failure(`can't read ${path}: ${what}`, { code: 'disk/refused', exit: 2, next })
}
