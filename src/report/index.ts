/**
 * Findings as lines: one file per format, each a pure function of the report. `written` makes text of lines, which only
 * cli writes out. To add a format, write its file and a line here.
 */
import { github } from './github.ts'
import { json } from './json.ts'
import { written, type Line } from '../diagnostic/line.ts'
import type { Report, Reporter } from './report.ts'
import { text } from './text.ts'

export type { Painter, Report, Style } from './report.ts'
export { listed } from './listed.ts'
export { firstError, tallied, tally } from './tally.ts'
export { columns, counted } from './wording.ts'

export const formats = ['text', 'json', 'sarif', 'github'] as const
export type Format = (typeof formats)[number]

/** SARIF alone needs the page of every code, and with them all rules of SQL: loaded only where it is asked for. */
const reporters = {
  text: () => text,
  json: () => json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: () => github,
} satisfies Record<Format, () => Reporter | Promise<Reporter>>

export async function reportLines(report: Report, format: Format): Promise<readonly Line[]> {
  const reporter = await reporters[format]()
  return reporter(report)
}

/** For other programs: as it may be written anywhere. */
export async function render(report: Report, format: Format): Promise<string> {
  return written(await reportLines(report, format))
}

export { text as textLines } from './text.ts'

/** Formats whose output is a single document for programs, so no other text may be printed with it. */
export function isDocument(format: Format): boolean {
  return format === 'json' || format === 'sarif'
}
