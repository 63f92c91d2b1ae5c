import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sync } from '../connect/durable.ts'
import { Failure } from '../diagnostic/failure.ts'
import { shellWord } from '../diagnostic/shell-word.ts'

/**
 * All of them or none: whole texts beside the files first, then renames. Links are followed, modes are kept. The texts are
 * on the disk before a name leads to them.
 */
export function writeTexts(root: string, texts: ReadonlyMap<string, string>): void {
  const beside = [...texts].map(([path, text]) => {
    const real = realpathSync(join(root, path))
    return { path, real, next: `${real}.wavec-new`, text }
  })
  try {
    for (const { real, next, text } of beside) writeFileSync(next, text, { mode: statSync(real).mode })
    for (const { next } of beside) sync(next, 'file')
    for (const { real, next } of beside) renameSync(next, real)
    for (const folder of new Set(beside.map(({ real }) => dirname(real)))) sync(folder, 'folder')
  } catch (error) {
    for (const { next } of beside) rmSync(next, { force: true })
    if (!(error instanceof Error && 'code' in error)) throw error
    const names = beside.map(({ path }) => shellWord(path)).join(' ')
    throw new Failure(`can't write: ${error.message}`, {
      code: 'disk/refused',
      exit: 2,
      next: `ls -l ${names}`,
      cause: error,
    })
  }
}
