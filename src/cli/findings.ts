import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import { counted } from './wording.ts'

/**
 * The texts that spans count in: those at hand, the others read again from the repository. Reports are sorted by file, so
 * one is remembered.
 */
export function textsOf(tree: Tree, atHand: ReadonlyMap<string, string> = new Map()): Report['textOf'] {
  const decoder = new TextDecoder()
  let last: { readonly file: string; readonly text: string | undefined } | undefined
  return (file) => {
    const known = atHand.get(file)
    if (known !== undefined) return known
    if (last?.file === file) return last.text
    const reading = tree.read(file)
    last = { file, text: reading.ok ? decoder.decode(reading.value) : undefined }
    return last.text
  }
}

/** `3 errors, 0 warnings in 1 pipeline`. */
export function tally(diagnostics: readonly Diagnostic[], pipelines: number): string {
  const errors = of(diagnostics, 'error')
  const warnings = of(diagnostics, 'warning')
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')} in ${counted(pipelines, 'pipeline')}`
}

/** `3 errors, 0 warnings, 1 note`. */
export function tallied(diagnostics: readonly Diagnostic[]): string {
  const severities = ['error', 'warning', 'note'] as const
  return severities.map((severity) => counted(of(diagnostics, severity), severity)).join(', ')
}

function of(diagnostics: readonly Diagnostic[], wanted: Severity): number {
  return diagnostics.filter(({ severity }) => severity === wanted).length
}

/** The finding to look at first: an error, in the order of the report. */
export function firstError(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === 'error')
}
