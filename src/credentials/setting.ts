import type { Credential, Form } from './credential.ts'
import { classOf } from './names.ts'
import { isLiteral } from './named-value.ts'
import { isWordy } from './stand-in.ts'

/**
 * `name = value` in any spelling: shell, properties, INI, YAML, JSON, TOML, XML, connection strings (libpq, JDBC, ADO.NET,
 * ODBC), URLs' queries, java -D, options of a command line. Only words that can end a credential's name are looked at, and
 * everything around them is bounded, so that the time grows with the text and not with its square.
 */
export function namedSettings(text: string, form: Form): Credential[] {
  const found: Credential[] = []
  let from = 0
  for (const { index, 0: spelled } of text.matchAll(keyword)) {
    if (index < from) continue
    const start = index - (nameBefore.exec(text.slice(Math.max(0, index - longestName), index))?.[0].length ?? 0)
    const end = index + spelled.length + matched(nameAfter, text, index + spelled.length)
    from = end
    const name = text.slice(start, end)
    const nameClass = classOf(name)
    if (nameClass === undefined || isComment(text, start)) continue
    const value = valueAfter(text, start, end, form)
    if (value === undefined || !isLiteral(value.text, nameClass, value.holder, form)) continue
    found.push({
      what: `a literal value for ${name.replace(/^[-.]+/, '')}`,
      start: value.start,
      end: value.start + value.text.length,
    })
    from = Math.max(end, value.start + value.text.length)
  }
  return found
}

const keyword = /pass(?:word|wd|phrase|wort|code)?|pwd|psk|secret|token|cred|key|auth/gi
const longestName = 80
const nameBefore = /[\w.\-$]{0,80}$/
const nameAfter = /[\w.-]{0,60}/y

interface Value {
  readonly text: string
  readonly start: number
  readonly holder: 'variable' | 'setting'
}

/** The value after a name, where what is between them makes it one. */
function valueAfter(text: string, start: number, end: number, form: Form): Value | undefined {
  const before = text[start - 1] ?? '\n'
  return (
    assigned(text, { start, end, before, form }) ??
    (before === '<' || before === ':' ? element(text, end) : undefined) ??
    (before === '"' || before === "'" ? attribute(text, end) : undefined) ??
    paired(text, end) ??
    argument(text, start, end) ??
    option(text, start, end)
  )
}

interface Named {
  readonly start: number
  readonly end: number
  readonly before: string
  readonly form: Form
}

const separator = /\\?["'`]?\]?([ \t]{0,8})(=>|:=|\?=|=(?![=~>])|:(?![:/=]))([ \t]{0,8})/y

function assigned(text: string, named: Named): Value | undefined {
  separator.lastIndex = named.end
  const match = separator.exec(text)
  if (match === null || /[!<>~]/.test(text[named.end] ?? '')) return undefined
  const [all, space = '', sign = '', spaceAfter = ''] = match
  const at = named.end + all.length
  const quoted = quotedAt(text, at)
  if (quoted !== undefined) return { ...quoted, holder: holderOf(sign, space + spaceAfter) }
  if (named.form === 'program') return undefined
  const isFirst = /[{,]\s{1,8}$/.test(text.slice(Math.max(0, named.start - 9), named.start))
  const before = isFirst ? ',' : named.before
  const unquoted = { rest: restOfLine(text, at), at, isOwnLine: ownLine(text, named.start), before }
  return sign.startsWith(':')
    ? colonValue(unquoted)
    : equalsValue(unquoted, { isBefore: space !== '', isAfter: spaceAfter !== '' })
}

/** After a colon, a sentence in quotes is a description; after an equals sign without space, a password with spaces. */
function holderOf(sign: string, space: string): Value['holder'] {
  return sign === '=' && space === '' ? 'variable' : 'setting'
}

interface Unquoted {
  readonly rest: string
  readonly at: number
  readonly isOwnLine: boolean
  readonly before: string
}

/** Around the sign. */
interface Space {
  readonly isBefore: boolean
  readonly isAfter: boolean
}

/** `password = of the user` is prose or code; a shell writes no space there. */
function equalsValue({ rest, at, isOwnLine, before }: Unquoted, { isBefore, isAfter }: Space): Value | undefined {
  const isSpaced = isBefore && isAfter
  const line = rest.trim()
  if (isOwnLine && (isSpaced || before === '\n') && isOneWord(line)) return bare(line, at, 'setting')
  if (isBefore !== isAfter && !isOwnLine) return undefined
  if (isSpaced && !/^\S+(?:\s+[\w-]{1,30}\s{0,2}=|\s*(?:;|$))/.test(rest)) return undefined
  return bare(word(rest), at, 'variable')
}

/** YAML, JSON, Java properties and headers: one word, because a sentence is a description. */
function colonValue({ rest, at, isOwnLine, before }: Unquoted): Value | undefined {
  if (!isOwnLine && !/[{,"'(]/.test(before)) return undefined
  const line = (isOwnLine ? rest.replace(/\s#.*$/, '') : wordInList(rest)).trim()
  if (line === '' || /^[|>][+-]?$|^[&*!]/.test(line) || !isOneWord(line)) return undefined
  return bare(line.replace(/[,;]$/, ''), at, 'setting')
}

function wordInList(rest: string): string {
  return /^(?:\{\{[^{}\n]{0,300}\}\}|\$\{[^{}\n]{0,200}\}|[^\s,}\]"'])*/.exec(rest)?.[0] ?? ''
}

/** A template may have spaces in it. */
function isOneWord(line: string): boolean {
  return !/\s/.test(line.replaceAll(/\{\{[^{}\n]{0,300}\}\}/g, '_'))
}

/** Nothing if it is an expression of a program: a call, an index, a member. */
function bare(value: string, at: number, holder: Value['holder']): Value | undefined {
  const isExpression =
    /^[A-Za-z_][\w.]*[([]|^\$?\(|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|^[{[]|^%[A-Za-z]|^`/.test(value) ||
    /^(?:await|new|func|function|lambda|def)$/.test(value)
  return value === '' || isExpression ? undefined : { text: value, start: at, holder }
}

/** Up to what ends a word in a shell, a query or a connection string. */
function word(rest: string): string {
  const found =
    /^(?:\{\{[^{}\n]{0,300}\}\}|\$\{[^{}\n]{0,200}\}|\$\([^()\n]{0,200}\)|<[^<>\n]{0,100}>|[^\s&;,"'`<>|)}\]])+/.exec(
      rest,
    )
  return found?.[0].replace(/\\+$/, '') ?? ''
}

/** A longer one is a document, or data. */
const longestValue = 1000

function restOfLine(text: string, at: number): string {
  return lineOf(text.slice(at, at + longestValue))
}

/** Between quotes of any kind, those that JSON escaped among them. */
function quotedAt(text: string, at: number): { readonly text: string; readonly start: number } | undefined {
  const open = /^(?:\\{0,3}["']|[rbfu]?"|[rbfu]?')/.exec(text.slice(at, at + 5))?.[0]
  if (open === undefined) return undefined
  const mark = open.at(-1) ?? '"'
  const escaped = open.startsWith('\\') ? open.slice(0, -1) : ''
  const start = at + open.length
  const limit = Math.min(text.length, start + longestValue)
  for (let end = text.indexOf(mark, start); end >= 0 && end < limit; end = text.indexOf(mark, end + 1)) {
    if (escaped !== '' ? text.startsWith(escaped, end - escaped.length) : text[end - 1] !== '\\')
      return { text: text.slice(start, end - escaped.length), start }
  }
  return undefined
}

/** `<password>x</password>`, with a prefix or without. */
function element(text: string, end: number): Value | undefined {
  const [all, value = ''] = matchAt(/[^<>\n]{0,80}>([^<>\n]{1,500})<\//y, text, end) ?? []
  return all === undefined
    ? undefined
    : { text: value.trim(), start: end + all.length - 2 - value.length, holder: 'setting' }
}

/** `<property name="password" value="x"/>`, `<entry key="password">x</entry>`. */
function attribute(text: string, end: number): Value | undefined {
  const [all, value, inner] =
    matchAt(/["'](?:\s{1,8}value\s{0,4}=\s{0,4}["']([^"'\n]{1,500})|\s{0,4}>([^<>\n]{1,500})<\/)/y, text, end) ?? []
  if (all === undefined) return undefined
  const found = value ?? inner ?? ''
  return { text: found.trim(), start: end + all.indexOf(found), holder: 'setting' }
}

/** `name: DB_PASSWORD` and `value: x`, side by side or below each other, in YAML or JSON. */
function paired(text: string, end: number): Value | undefined {
  const [all, value] =
    matchAt(/\\?["']?\s{0,4},?\s{1,40}\\?["']?value\\?["']?\s{0,4}:\s{0,4}\\?["']?([^\s"'\\,}]{1,500})/y, text, end) ??
    []
  return all === undefined || value === undefined
    ? undefined
    : { text: value, start: end + all.length - value.length, holder: 'variable' }
}

/** `define('DB_PASSWORD', 'x')`, `properties.put("password", "x")`, and not a list of words. */
function argument(text: string, start: number, end: number): Value | undefined {
  if (!/\w\(\s{0,4}["']$/.test(text.slice(Math.max(0, start - 7), start))) return undefined
  const [all, value = ''] = matchAt(/["']\s{0,4},\s{0,4}["']([^"'\n]{1,500})["']\s{0,4}\)/y, text, end) ?? []
  if (all === undefined || isWordy(value)) return undefined
  return { text: value, start: end + all.lastIndexOf(value), holder: 'variable' }
}

/** `--password x` in one text. */
function option(text: string, start: number, end: number): Value | undefined {
  if (!/^--?[A-Za-z]/.test(text.slice(start, start + 3)) || !/[\s"'\n]/.test(text[start - 1] ?? ' ')) return undefined
  const at = end + matched(/[ \t]{1,8}/y, text, end)
  if (at === end || text[at] === '-') return undefined
  const quoted = quotedAt(text, at)
  return quoted === undefined ? bare(word(restOfLine(text, at)), at, 'variable') : { ...quoted, holder: 'variable' }
}

/** Whether the name is the first of its line: after space, a dash of a list, a quote, `export`, `set` or `ENV`. */
function ownLine(text: string, start: number): boolean {
  const line = lineBefore(text, start, 60)
  return /^\s*(?:-\s+)?(?:(?:export|set|env|local|readonly|declare|const|var|let|final|static|String)\s+)*["']?(?:[\w-]+:)?$/i.test(
    line,
  )
}

/** Comments are notes to people: most are examples. */
function isComment(text: string, start: number): boolean {
  const line = lineBefore(text, start, 300)
  // npm names a registry so: //registry.example/:_authToken=…
  return /^\s*(?:#|\/\/(?![\w.:-]{1,200}\/)|;|\*|<!--|--\s|rem\s)/i.test(line)
}

function lineOf(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end)
}

/** Not the whole line, which may be the whole text. */
function lineBefore(text: string, at: number, most: number): string {
  const piece = text.slice(Math.max(0, at - most), at)
  return piece.slice(piece.lastIndexOf('\n') + 1)
}

function matched(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0].length ?? 0
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
