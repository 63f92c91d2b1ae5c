import { logCommand } from './json-text.ts'
import { visible } from './visible.ts'

/** One line of output, without its newline. A string may hold what a contributor wrote; only a command acts. */
export type Line = string | WorkflowCommand

/** GitHub Docs, "Workflow commands for GitHub Actions". */
export interface WorkflowCommand {
  readonly command: 'error' | 'warning' | 'notice'
  readonly properties: Readonly<Record<string, string | number>>
  readonly message: string
}

/** What marks wavec's own colours in a line. No contributor knows it, so no contributor's text has a colour. */
export type Ink = string

/**
 * What may be written to a terminal or into a CI log. Any text stays one line, sets no colour but
 * wavec's, and is a command to GitHub's runner only if it is meant as one.
 */
export function written(lines: readonly Line[], ink?: Ink): string {
  return lines.map((line) => `${typeof line === 'string' ? harmless(line, ink) : commandText(line)}\n`).join('')
}

/** The lines of a document or of a page of help: of text in which no contributor's words begin a line. */
export function linesIn(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** Text in a colour or a weight: SGR parameters (ECMA-48, 8.3.117) that begin and end it. */
export function painted(ink: Ink, [begin, end]: readonly [number, number], text: string): string {
  return `${ink}${begin}m${text}${ink}${end}m`
}

function harmless(line: string, ink: Ink | undefined): string {
  const [first = '', ...rest] = ink === undefined ? [line] : line.split(ink)
  const looks = rest.map((part) => {
    const end = part.indexOf('m') + 1
    return `\u001b[${part.slice(0, end)}${shown(part.slice(end))}`
  })
  return [shown(first), ...looks].join('').replace(commandAtStart, '$1: :').replaceAll(logCommand, '## ')
}

/** The runner ignores blanks before a command (actions/runner v2, ActionCommand.cs `TryParseV2`). */
// oxlint-disable-next-line no-control-regex -- wavec's colours may precede it
const commandAtStart = /^((?:\s|\u001b\[\d+m)*)::/

/** A tab is only a blank, and the text of manifests may have one. */
function shown(text: string): string {
  return text.split('\t').map(visible).join('\t')
}

function commandText({ command, properties, message }: WorkflowCommand): string {
  const named = Object.entries(properties).map(([name, value]) => `${name}=${propertyText(String(value))}`)
  return `::${command} ${named.join(',')}::${dataText(message)}`
}

/** As GitHub's toolkit escapes it (actions/toolkit, packages/core/src/command.ts). */
function dataText(text: string): string {
  const lines = text.split(/\r\n|\n/).map((line) => shown(line).replaceAll(logCommand, '## '))
  return lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A')
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
