import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import { counted } from './wording.ts'

/** The texts that spans count in, read again from the repository: findings are few. */
export function textsOf(tree: Tree): Report['textOf'] {
  const decoder = new TextDecoder()
  const texts = new Map<string, string | undefined>()
  return (file) => {
    if (texts.has(file)) return texts.get(file)
    const reading = tree.read(file)
    const text = reading.ok ? decoder.decode(reading.value) : undefined
    texts.set(file, text)
    return text
  }
}

/** `3 errors, 0 warnings in 1 pipeline`. */
export function tally(diagnostics: readonly Diagnostic[], pipelines: number): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')} in ${counted(pipelines, 'pipeline')}`
}

/** The finding to look at first: an error, in the order of the report. */
export function firstError(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === 'error')
}
