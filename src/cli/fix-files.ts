import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../connect/failure.ts'
import { applyFixes } from '../diagnostic/apply-edits.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'

const mark = '\ufeff'

/** Writes the fixes into their files, each as a whole, and says how many findings that mends. All other bytes stay. */
export function fixFiles(root: string, findings: readonly Diagnostic[]): number {
  const byFile = new Map<string, Diagnostic[]>()
  for (const finding of findings) {
    const file = fileOf(finding)
    if (file !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), finding])
  }
  let fixed = 0
  for (const [file, own] of byFile) fixed += fixFile(root, file, own)
  return fixed
}

/** Of a fix that stays in one file. */
function fileOf({ fix, span }: Diagnostic): string | undefined {
  const edits = fix?.edits ?? []
  return edits.length > 0 && edits.every((edit) => edit.span.file === span?.file) ? span?.file : undefined
}

function fixFile(root: string, file: string, findings: readonly Diagnostic[]): number {
  try {
    const path = realpathSync(join(root, file))
    const whole = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
    const start = whole.startsWith(mark) ? mark : ''
    const { text, applied } = applyFixes(whole.slice(start.length), findings)
    const next = `${path}.wavec-new`
    writeFileSync(next, start + text, { mode: statSync(path).mode })
    renameSync(next, path)
    return applied.length
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const next = `ls -l ${file}`
    throw new Failure(`can't write ${file}: ${error.message}`, { code: 'disk/refused', exit: 2, next, cause: error })
  }
}
