import type { Code } from '../diagnostic/codes.ts'
import { codePages, firstSentence, type CodePage } from '../explain/index.ts'
import { version } from '../protocol/version.ts'
import { compare, type Diagnostic, type Edit, type Span } from '../diagnostic/diagnostic.ts'
import { jsonText } from '../diagnostic/json-text.ts'
import { lineOf } from '../diagnostic/line-of.ts'
import { visible } from '../diagnostic/visible.ts'
import { linesIn } from '../diagnostic/line.ts'
import type { Report } from './report.ts'
import { shownFindings } from './shown.ts'

/**
 * SARIF 2.1.0 (OASIS, sarif-v2.1.0-os), for code scanning. Paths are relative to the root of the repository. Columns count
 * UTF-16 units from 1, and the end column is exclusive. Rules are the pages of the reported codes.
 */
export function sarif(report: Report): readonly string[] {
  const sorted = shownFindings(report.diagnostics)
  const codes = [...new Set(sorted.map(({ code }) => code))].sort(compare)
  const driver = {
    name: 'wavec',
    semanticVersion: version,
    rules: codes.map((code) => ({ id: code, ...described(codePages.get(code)) })),
  }
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    results: sorted.map((found) => result(found, codes, report)),
  }
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }
  return linesIn(jsonText(log, 2))
}

function described(page: CodePage | undefined) {
  if (page === undefined) return {}
  const { severity, condition, effect, workaround, bad, good } = page
  const parts = [effect, `Do: ${workaround}`]
  const examples = [...excerpt('Bad', bad), ...excerpt('Good', good)]
  return {
    shortDescription: { text: `${firstSentence(condition)}.` },
    fullDescription: { text: condition },
    help: { text: parts.join('\n'), markdown: [...parts, ...examples].join('\n\n') },
    defaultConfiguration: { level: severity },
  }
}

function excerpt(title: string, text: string | undefined): string[] {
  return text === undefined ? [] : [`${title}:`, `\`\`\`\n${text.trimEnd()}\n\`\`\``]
}

function result(found: Diagnostic, codes: readonly Code[], report: Report) {
  const { code, severity, message, why, help, span, related = [], fix } = found
  const words = [message, why, help === undefined ? undefined : `do: ${help}`].filter((line) => line !== undefined)
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: plain(words.join('\n')),
    locations: span === undefined ? [] : [{ physicalLocation: place(span, report) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map((other, id) => ({
            id,
            physicalLocation: place(other.span, report),
            message: plain(other.message),
          })),
        }),
    ...(fix === undefined
      ? {}
      : { fixes: [{ description: plain(fix.title), artifactChanges: changes(fix.edits, report) }] }),
  }
}

function plain(text: string) {
  return { text: text.split('\n').map(visible).join('\n') }
}

function changes(edits: readonly Edit[], report: Report) {
  const files = [...new Set(edits.map(({ span }) => span.file))].sort(compare)
  return files.map((file) => ({
    artifactLocation: artifact(file),
    replacements: edits
      .filter(({ span }) => span.file === file)
      .map(({ span, text }) => ({ deletedRegion: region(span, report) ?? {}, insertedContent: { text } })),
  }))
}

function place(span: Span, report: Report) {
  const where = span.end === 0 ? wholeFile(span, report) : region(span, report)
  return { artifactLocation: artifact(span.file), ...(where === undefined ? {} : { region: where }) }
}

/** Code scanning ignores a result without a line. */
function wholeFile({ file }: Span, { textOf }: Report) {
  return textOf(file) === undefined ? undefined : { startLine: 1 }
}

function region({ file, start, end }: Span, { textOf }: Report) {
  const text = textOf(file)
  if (text === undefined) return undefined
  const [first, last] = [position(text, start), position(text, end)]
  return { startLine: first.line, startColumn: first.column, endLine: last.line, endColumn: last.column }
}

function position(text: string, offset: number) {
  const at = Math.min(offset, text.length)
  const { number, start } = lineOf(text, at)
  return { line: number, column: at - start + 1 }
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' }
}
