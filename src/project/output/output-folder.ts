/** The effects of a run, one system call each; paths start at the repository's root. Each throws a `Failure`. */
export interface OutputFolder {
  hasFolder(path: string): boolean
  /** With its parents; one that exists is fine. */
  makeFolder(path: string): void
  /** A file that must not exist yet. */
  write(path: string, text: string): void
  /** A file or folder, at once; a file replaces what is at `to`. */
  move(path: string, to: string): void
  /** Ends when the disk has the bytes of a file, or the names in a folder. */
  sync(path: string, kind: 'file' | 'folder'): void
  remove(path: string): void
  /** A folder and all below it; fine if there is none. */
  removeFolder(path: string): void
  /** Leaves it if anything is in it. */
  removeEmptyFolder(path: string): 'gone' | 'kept'
}
