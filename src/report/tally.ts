import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import { counted } from './wording.ts'

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

/** The finding to fix first: the first error in the order of the report. */
export function firstError(diagnostics: readonly Diagnostic[]): Diagnostic | undefined {
  return diagnostics.find(({ severity }) => severity === 'error')
}
