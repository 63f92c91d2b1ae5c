import { append } from '../diagnostic/long-lists.ts'
import { createHash } from 'node:crypto'
import type { Diagnostic, Outcome, Span } from '../diagnostic/diagnostic.ts'
import { listFolder, readText, resolveNamed } from '../source/read.ts'
import type { Tree } from '../source/tree.ts'
import { unprintable } from '../source/unprintable.ts'
import type { MigrationFile } from './file.ts'

/** The folder as the spec refers to it. */
export interface FolderRef {
  readonly path: string
  readonly base: string
  readonly span: Span
}

/** Every file in the folder and its subfolders, sorted by name, without hidden files and folders. */
export function readMigrations(tree: Tree, { path, base, span }: FolderRef): Outcome<readonly MigrationFile[]> {
  const { value: folder, diagnostics: outside } = resolveNamed(base, path, span)
  if (folder === undefined) return { value: undefined, diagnostics: outside }
  const diagnostics: Diagnostic[] = []
  const files: MigrationFile[] = []
  for (const file of collect(tree, folder, span, diagnostics)) {
    const unfit = unprintable({ name: `the name of ${file}`, text: file, lines: 'one', span, help: 'rename the file' })
    append(diagnostics, unfit)
    if (unfit.length > 0) continue
    const { value, diagnostics: problems } = readText(tree, file, span)
    append(diagnostics, problems)
    if (value !== undefined)
      files.push({ name: file.slice(folder.length + 1), path: file, text: value, checksum: checksumOf(value) })
  }
  return { value: files, diagnostics }
}

function collect(tree: Tree, folder: string, span: Span, into: Diagnostic[]): readonly string[] {
  const { value: entries = [], diagnostics } = listFolder(tree, folder, span)
  append(into, diagnostics)
  return entries
    .filter(({ name }) => !name.startsWith('.') && name !== '__pycache__')
    .flatMap(({ name, kind }) =>
      kind === 'directory' ? collect(tree, `${folder}/${name}`, span, into) : [`${folder}/${name}`],
    )
}

/** sha256, hex, of the text with LF line ends. @internal */
export function checksumOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
