import { append } from '../diagnostic/long-lists.ts'
import { isListed, type Code } from '../diagnostic/codes.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { ignoresIn, withoutIgnored } from '../source/ignore.ts'
import type { Context, Judged, JudgedFile } from './context.ts'
import { hiddenIn } from './hidden.ts'
import { judge, type JudgeInput, type Judgement } from './judge.ts'
import type { Unreadable } from './parse.ts'
import type { Parser } from './parser.ts'
import type { Finding, Rule } from './rule.ts'
import { isRuleId, ruleIds, rules, type RuleId } from './rules/index.ts'

export interface LintResult {
  readonly diagnostics: readonly Diagnostic[]
  readonly files: readonly JudgedFile[]
  readonly analysed: number
  readonly notAnalysed: number
  /** What the current application can't know when that file is applied. */
  readonly isNew: (file: number) => Context['isNew']
}

/** Every finding in files applied in this order. */
export function lint(parser: Parser, input: JudgeInput): LintResult {
  const judgement = judge(parser, input)
  const diagnostics: Diagnostic[] = []
  const reported = new Set<RuleId>()
  const asked = all.filter(({ rule: { since = 0 } }) => input.server >= since)
  const ofContract = asked.filter(({ rule }) => rule.contract !== true)
  for (const file of judgement.files) {
    append(
      diagnostics,
      hiddenIn(file.file),
      file.unreadable.map((problem) => unknownStatement(file, problem)),
    )
    const own = file.contractAfter === undefined ? asked : ofContract
    for (const context of contextsOf(file, judgement, input)) {
      for (const each of own) {
        const found = check(each, context, reported)
        if (found !== undefined) diagnostics.push(found)
      }
    }
  }
  const notAnalysed = sum(judgement.files.map((file) => file.notAnalysed))
  const analysed = sum(judgement.files.map((file) => file.statements)) - notAnalysed
  const ignores = input.files.flatMap(({ path, text }) => ignoresIn(path, text, '--'))
  const left = withoutIgnored({ diagnostics, ignores, isCode, looksFor: (code) => lintCodes.has(code) })
  return { diagnostics: left, files: judgement.files, analysed, notAnalysed, isNew: judgement.isNew }
}

const lintCodes: ReadonlySet<Code> = new Set<Code>([
  ...ruleIds.map((id) => `sql/${id}` as const),
  'sql/hidden-character',
  'sql/hidden-in-literal',
  'sql/too-large',
  'sql/unknown-statement',
])

/** Every code of wavec: those of the list, and one for each rule. */
export function isCode(word: string): word is Code {
  return isListed(word) || (word.startsWith('sql/') && isRuleId(word.slice('sql/'.length)))
}

/** The actions around one are listed only when a rule asks: a file can have thousands. */
function* contextsOf(
  file: JudgedFile,
  { isNew, hasShipped }: Judgement,
  { tool, limits, server }: JudgeInput,
): Generator<Context> {
  const groups = new Map<number, Judged[]>()
  for (const judged of file.actions) {
    const group = groups.get(judged.transaction)
    if (group === undefined) groups.set(judged.transaction, [judged])
    else group.push(judged)
  }
  const isNewHere = isNew(file.number)
  for (const group of groups.values()) {
    // Written out, because spreading two objects for every statement takes several times as long.
    for (const [index, { action, facts, phase, schema, statement, transaction }] of group.entries())
      yield {
        action,
        facts,
        phase,
        schema,
        statement,
        transaction,
        file,
        tool,
        limits,
        server,
        isNew: isNewHere,
        hasShipped,
        earlier: () => group.slice(0, index),
        later: () => group.slice(index + 1),
      }
  }
}

interface Identified {
  readonly id: RuleId
  readonly rule: Rule
}

const all: readonly Identified[] = ruleIds.map((id) => ({ id, rule: rules[id] }))

function check({ id, rule }: Identified, context: Context, reported: Set<RuleId>): Diagnostic | undefined {
  if (rule.once === true && reported.has(id)) return undefined
  const finding = rule.check(context.action, context)
  if (finding === undefined) return undefined
  reported.add(id)
  return asDiagnostic({ id, rule }, finding, context)
}

function asDiagnostic({ id, rule }: Identified, finding: Finding, { action, file }: Context): Diagnostic {
  const { message, why, help = helpIn(rule), fix, related, place } = finding
  const { path } = file.file
  const { start, end } = place ?? action
  return {
    code: `sql/${id}`,
    severity: rule.severity,
    message,
    ...(why === undefined ? {} : { why }),
    help,
    ...(fix === undefined ? {} : { fix }),
    ...(related === undefined
      ? {}
      : { related: [{ span: { file: path, start: related.start, end: related.end }, message: related.message }] }),
    span: { file: path, start, end },
  }
}

/** The workaround as a line: without the period, so that a comment at its end can be pasted. */
function helpIn({ workaround }: Rule): string {
  const isWord = /^[A-Z][a-z]/.test(workaround)
  const first = isWord ? workaround.charAt(0).toLowerCase() : workaround.charAt(0)
  return `${first}${workaround.slice(1).replace(/\.$/, '')}`
}

function unknownStatement({ file }: JudgedFile, { kind, at, start, end, message }: Unreadable): Diagnostic {
  if (kind === 'too-large')
    return diagnostic('sql/too-large', {
      message,
      why: 'their locks, and what they break, are unknown',
      help: 'split it into several files; what only loads data can be loaded outside of migrations',
      span: { file: file.path, start, end: lineEnd(file.text, start, end) },
    })
  return diagnostic('sql/unknown-statement', {
    message,
    why: 'its locks, and what it breaks, are unknown',
    help: 'run it on a server to see the error, or ignore it with a reason: -- wavec:ignore sql/unknown-statement REASON',
    span: { file: file.path, start: Math.min(at, end), end },
  })
}

/** A span of megabytes would show nothing. */
function lineEnd(text: string, start: number, end: number): number {
  const line = text.indexOf('\n', start)
  return line < 0 ? end : Math.min(line, end)
}

function sum(numbers: readonly number[]): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
