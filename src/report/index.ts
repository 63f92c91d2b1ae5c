/**
 * Findings as text: one file per format, each a pure function of the report, which only cli writes out. To add a format,
 * write its file and a line here.
 */
import { github } from './github.ts'
import { json } from './json.ts'
import type { Report, Reporter } from './report.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

export type { Painter, Report, Style } from './report.ts'
export { listed } from './listed.ts'
export { firstError, tallied, tally } from './tally.ts'
export { columns, counted } from './wording.ts'

export const formats = ['text', 'json', 'sarif', 'github'] as const
export type Format = (typeof formats)[number]

const reporters = { text, json, sarif, github } satisfies Record<Format, Reporter>

export function render(report: Report, format: Format): string {
  return reporters[format](report)
}

/** Formats whose output is a single document for programs, so no other text may be printed with it. */
export function isDocument(format: Format): boolean {
  return format === 'json' || format === 'sarif'
}
