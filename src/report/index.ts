/**
 * Findings as text: one file a format, each a pure function of the report. Only cli writes. A new format is one file
 * and one line here.
 */
import { github } from './github.ts'
import { json } from './json.ts'
import type { Report, Reporter } from './report.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

export type { Painter, Report, Style } from './report.ts'

export const formats = ['text', 'json', 'sarif', 'github'] as const
export type Format = (typeof formats)[number]

const reporters = { text, json, sarif, github } satisfies Record<Format, Reporter>

export function render(report: Report, format: Format): string {
  return reporters[format](report)
}

/** Whether the output is one document for programs: nothing may stand before or behind it. */
export function isDocument(format: Format): boolean {
  return format === 'json' || format === 'sarif'
}
