import { linesIn } from '../../diagnostic/line.ts'
import { nearest } from '../../diagnostic/nearest.ts'
import {
  codePages,
  firstSentence,
  messagePageOf,
  messagePages,
  sqlStates,
  type CodePage,
  type MessagePage,
  type StatePage,
} from '../../explain/index.ts'
import { isCode } from '../../sql/index.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { misused, suggestion, wavec } from '../../project/usage.ts'

export const explain: Command = {
  summary: 'what a finding means, what would happen, what to do',
  operand: '[CODE]',
  details: `CODE is one of wavec's, a SQLSTATE such as 55P03, or a message of Argo CD in quotes, e.g. "waiting for completion of
hook". Without CODE, lists them all.`,
  options: {},
  run: showPage,
}

function showPage({ operands: [word] }: Invocation): Answer {
  if (word === undefined) return { output: list(), exit: 0 }
  const state = sqlStates[word.toUpperCase()]
  if (state !== undefined) return { output: statePage(word.toUpperCase(), state), exit: 0 }
  const page = isCode(word) ? codePages.get(word) : undefined
  if (page !== undefined) return { output: codePage(word, page), exit: 0 }
  const message = messagePageOf(word)
  if (message !== undefined) return { output: messagePage(message), exit: 0 }
  const codes = [...codePages.keys()]
  const near = nearest(word, codes)
  throw misused(`there is no code "${word}"${suggestion(word, codes)}`, `${wavec} explain ${near ?? ''}`.trimEnd())
}

function list(): readonly string[] {
  const width = Math.max(...[...codePages.keys()].map((code) => code.length))
  const lines = [...codePages].map(([code, { severity, condition }]) => {
    return cut(`${code.padEnd(width)}  ${severity.padEnd(7)}  ${firstSentence(condition)}`.trimEnd(), 120)
  })
  const messages = messagePages.map(({ text }) => `  ${text}`)
  return [...lines, '', 'messages of Argo CD, in quotes:', ...messages]
}

function messagePage({ text, condition, effect, workaround }: MessagePage): readonly string[] {
  const sections = [...section('when', condition), ...section('effect', effect), ...section('do', workaround)]
  return [`"${text}" (Argo CD)`, ...sections]
}

function statePage(code: string, { name, condition, effect, workaround }: StatePage): readonly string[] {
  const sections = [...section('when', condition), ...section('effect', effect), ...section('do', workaround)]
  return [`${code} (PostgreSQL, ${name})`, ...sections]
}

function codePage(code: string, { severity, condition, effect, workaround, bad, good }: CodePage): readonly string[] {
  const parts = [
    `${code} (${severity})`,
    ...section('when', condition),
    ...section('effect', effect),
    ...section('do', workaround),
  ]
  if (bad !== undefined) parts.push('bad:', ...indent(bad))
  if (good !== undefined) parts.push('good:', ...indent(good))
  return parts
}

function section(title: string, text: string): string[] {
  return [`${title}:`, ...wrap(text, 96).map((line) => `  ${line}`)]
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

function indent(text: string): readonly string[] {
  return linesIn(text).map((line) => `  ${line}`)
}

function cut(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`
}
