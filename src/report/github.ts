import { type Diagnostic, type Severity } from '../diagnostic/diagnostic.ts'
import { positionAt } from '../diagnostic/frame.ts'
import type { Line, WorkflowCommand } from '../diagnostic/line.ts'
import type { Report } from './report.ts'
import { shownFindings } from './shown.ts'

/**
 * Workflow commands, which GitHub shows next to the changed lines. It shows only ten of each kind per step, so the worst
 * come first and the summary counts all (GitHub Docs, "Workflow commands for GitHub Actions").
 */
export function github(report: Report): readonly Line[] {
  const sorted = shownFindings(report.diagnostics)
  const worstFirst = severities.flatMap((severity) => sorted.filter((found) => found.severity === severity))
  return [...worstFirst.map((found) => command(found, report)), ...(report.summary === '' ? [] : [report.summary])]
}

const severities = ['error', 'warning', 'note'] as const
const commands = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<Severity, string>

function command(found: Diagnostic, report: Report): WorkflowCommand {
  return {
    command: commands[found.severity],
    properties: { ...place(found, report), title: found.code },
    message: body(found),
  }
}

/** Columns only for a span within one line, because the runner drops them otherwise. */
function place({ span }: Diagnostic, { textOf }: Report): WorkflowCommand['properties'] {
  if (span === undefined) return {}
  const content = textOf(span.file)
  if (content === undefined || span.end === 0) return { file: span.file }
  const start = positionAt(content, span.start)
  const end = positionAt(content, span.end)
  if (start.line !== end.line) return { file: span.file, line: start.line, endLine: end.line }
  return { file: span.file, line: start.line, col: start.column, endLine: end.line, endColumn: end.column }
}

function body({ message, why, help, related = [] }: Diagnostic): string {
  const others = related.map((other) => `${other.span.file}: ${other.message}`)
  return [message, why, ...others, help === undefined ? undefined : `do: ${help}`]
    .filter((line) => line !== undefined)
    .join('\n')
}
