import type { CST, Document, ErrorCode, YAMLError } from 'yaml'
import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { allTokens } from './yaml-tokens.ts'

export interface Source {
  readonly file: string
  readonly text: string
  readonly tokens: readonly CST.Token[]
}

const maxProblems = 10

/** The parser's errors, reworded where unclear. One per line, because one mistake causes many errors. */
export function syntaxProblems(source: Source, documents: readonly Document.Parsed[]): Diagnostic[] {
  const { file, text } = source
  const special = conflictMarker(file, text) ?? controlCharacter(file, text)
  if (special !== undefined) return [special]
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings])
  const firsts: YAMLError[] = []
  let lineEnd = -1
  for (const error of errors.sort((a, b) => a.pos[0] - b.pos[0])) {
    if (error.pos[0] <= lineEnd || firsts.length === maxProblems) continue
    firsts.push(error)
    lineEnd = endOfLine(text, error.pos[0])
  }
  return firsts.map((error) => problem(source, error))
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

function conflictMarker(file: string, text: string): Diagnostic | undefined {
  const found = /^<{7} .*$/m.exec(text)
  if (found === null || !/^>{7} /m.test(text)) return undefined
  return diagnostic('yaml/syntax', {
    message: 'unresolved merge conflict',
    help: 'keep one side and delete the lines <<<<<<<, ======= and >>>>>>>',
    span: { file, start: found.index, end: found.index + found[0].trimEnd().length },
  })
}

function controlCharacter(file: string, text: string): Diagnostic | undefined {
  // oxlint-disable-next-line no-control-regex -- exactly the characters that YAML 1.2 (production c-printable) excludes
  const found = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/.exec(text)
  if (found === null) return undefined
  const name = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  return diagnostic('yaml/syntax', {
    message: `control character ${name} is not allowed`,
    help: 'delete it, or write it as an escape in double quotes, for example "\\u001b"',
    span: { file, start: found.index, end: found.index + 1 },
  })
}

function problem({ file, text, tokens }: Source, error: YAMLError): Diagnostic {
  const span = spanOf(file, text, error)
  if (error.code === 'TAB_AS_INDENT') {
    const help = 'replace the tab with spaces'
    return diagnostic('yaml/tab-as-indent', { message: 'this line is indented with a tab', help, span })
  }
  const words = worded(text, error)
  const opener = openerOf(tokens, error)
  if (opener === undefined) return diagnostic('yaml/syntax', { ...words, span })
  const opened = { file, start: opener.offset, end: opener.offset + 1 }
  // An open quote runs to the end of the file, so the position of the error means nothing.
  if (opener.type !== 'flow-collection') return diagnostic('yaml/syntax', { ...words, span: opened })
  return diagnostic('yaml/syntax', { ...words, span, related: [{ span: opened, message: 'opened here' }] })
}

/** The quote or bracket that the error reports as not closed. */
function openerOf(tokens: readonly CST.Token[], error: YAMLError): CST.Token | undefined {
  if (isQuoteOpen(error)) {
    return allTokens(tokens).find((token) => isQuoted(token) && token.offset + token.source.length === error.pos[0])
  }
  if (!isBracketOpen(error)) return undefined
  const open = allTokens(tokens).filter(
    (token) => token.type === 'flow-collection' && token.offset < error.pos[0] && isOpen(token),
  )
  return open.sort((a, b) => b.offset - a.offset)[0]
}

function isQuoted(token: CST.Token): token is CST.FlowScalar {
  return token.type === 'double-quoted-scalar' || token.type === 'single-quoted-scalar'
}

function isOpen({ end }: CST.FlowCollection): boolean {
  return !end.some(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end')
}

/** An error at the end of the text points at the last visible character. */
function spanOf(file: string, text: string, { pos: [start, end] }: YAMLError): Span {
  const last = Math.max(0, text.trimEnd().length - 1)
  const indent = /^ *(?=[^ \r\n])/.exec(text.slice(start, start + 200))?.[0].length ?? 0
  const from = Math.min(start + indent, last)
  return { file, start: from, end: Math.max(from + 1, Math.min(end, last + 1)) }
}

interface Words {
  readonly message: string
  readonly help: string
}

function worded(text: string, error: YAMLError): Words {
  return (
    byText(text, error) ??
    byCode[error.code] ?? { message: lowerFirst(error.message), help: 'see https://yaml.org/spec/1.2.2/' }
  )
}

/** The library uses one code for several mistakes: the text at the error decides which it is. */
function byText(text: string, error: YAMLError): Words | undefined {
  const here = text.slice(error.pos[0], error.pos[0] + 2)
  if (error.code === 'NON_STRING_KEY') return here === '{{' || text[error.pos[0] - 1] === '{' ? template : undefined
  if (error.code === 'BAD_SCALAR_START') {
    return { message: `a value can't start with ${here[0]}`, help: 'put the value in quotes' }
  }
  if (error.code === 'UNEXPECTED_TOKEN' && /^[}\]]/.test(here)) {
    return { message: `${here[0]} has no opening bracket`, help: 'delete it, or open the bracket' }
  }
  return unclosedBracket(error) ?? unclosedQuote(error)
}

const template: Words = {
  message: 'a key must be a word, not a map',
  help: 'put a template like {{ x }} in quotes: "{{ x }}"',
}

function unclosedBracket(error: YAMLError): Words | undefined {
  if (!isBracketOpen(error)) return undefined
  const [closing, what] = error.message.endsWith(']') ? [']', 'list'] : ['}', 'map']
  return {
    message: `${closing} is missing`,
    help: `close the ${what}, and indent each of its lines deeper than its key`,
  }
}

function unclosedQuote(error: YAMLError): Words | undefined {
  if (!isQuoteOpen(error)) return undefined
  const help = `add the closing quote (inside "…" write a quote as \\", inside '…' as '')`
  return { message: 'a quote is not closed', help }
}

// The library uses one code for several mistakes and distinguishes them only in the message.
function isBracketOpen({ code, message }: YAMLError): boolean {
  return code === 'BAD_INDENT' && message.startsWith('Flow')
}

function isQuoteOpen({ code, message }: YAMLError): boolean {
  return code === 'MISSING_CHAR' && message.startsWith('Missing closing')
}

const byCode: Readonly<Partial<Record<ErrorCode, Words>>> = {
  BAD_INDENT: {
    message: 'the indentation of this line matches no line above it',
    help: 'give all keys of a map the same indentation',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'there is a second key on this line',
    help: 'move it to its own line, or put the value in quotes if the colon is part of it',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'this line has no colon',
    help: 'write `key: value`, or indent it if it continues the line above',
  },
  KEY_OVER_1024_CHARS: {
    message: 'this key is longer than 1024 characters',
    help: 'add the missing line break or quote',
  },
  UNEXPECTED_TOKEN: {
    message: 'unexpected text',
    help: 'check the indentation, and look for a missing or extra quote or bracket',
  },
  MISSING_CHAR: {
    message: 'something is missing here',
    help: 'write `: ` after a key and `- ` before a list item',
  },
  BAD_DQ_ESCAPE: { message: 'unknown escape', help: 'write \\\\ for a backslash, or use single quotes' },
  BAD_ALIAS: { message: 'an alias needs a name', help: 'put the value in quotes if the * is part of it' },
  BAD_DIRECTIVE: {
    message: 'unknown directive',
    help: 'delete the line, or put the value in quotes if the % is part of it',
  },
  TAG_RESOLVE_FAILED: {
    message: 'unknown tag',
    help: 'delete it, or put the value in quotes if the ! is part of it',
  },
  NON_STRING_KEY: { message: 'a key must be a word, not a map or list', help: 'put the key in quotes' },
  BLOCK_IN_FLOW: {
    message: "brackets can't contain a block",
    help: 'write the block in brackets too, or remove the outer brackets',
  },
  MULTIPLE_ANCHORS: { message: 'a value can have only one anchor', help: 'delete one of them' },
  MULTIPLE_TAGS: { message: 'a value can have only one tag', help: 'delete one of them' },
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
