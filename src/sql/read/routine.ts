import type { CreateFunctionStmt, DefElem, Node, TypeName } from 'libpg-query'
import type { Action, Change, RoutineSpec } from '../action.ts'
import type { Parameter } from '../specs.ts'
import { qualified, typeOf, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { constantOf } from '../expression.ts'
import { expressionIn, isWhole, selectedIn, textOf } from './dynamic.ts'
import { stepsOf, type Step } from './plpgsql.ts'
import { here, type ReadContext, type Reader } from './reader.ts'

/** DO blocks, whose body happens now, and routines, whose body happens when they are called. */
export const routine: readonly (readonly [string, Reader])[] = [
  [
    'DoStmt',
    (node, context) => {
      const options = valuesOf(valueOf(node, 'DoStmt')?.args, 'DefElem')
      const language = wordOf(options, 'language') ?? 'plpgsql'
      const body = bodyOf(options, language, context)
      return body ?? [here(opaque(`a DO block in ${language} that wavec can't read`), context)]
    },
  ],
  [
    'CreateFunctionStmt',
    (node, context) => {
      const statement = valueOf(node, 'CreateFunctionStmt')
      return statement === undefined ? undefined : [here(readRoutine(statement, context), context)]
    },
  ],
]

function opaque(why: string): Change {
  return { kind: 'opaque', what: 'routine', why }
}

function readRoutine(statement: CreateFunctionStmt, context: ReadContext): Change {
  const options = valuesOf(statement.options, 'DefElem')
  const language = (wordOf(options, 'language') ?? 'sql').toLowerCase()
  const body = bodyOf(options, language, context) ?? (statement.sql_body === undefined ? undefined : [])
  const spec: RoutineSpec = {
    name: qualified(wordsOf(statement.funcname)),
    parameters: parametersOf(statement.parameters),
    language,
    volatility: volatilityOf(wordOf(options, 'volatility')),
    returns: resultOf(statement.returnType),
    replace: statement.replace === true,
    kind: statement.is_procedure === true ? 'procedure' : 'function',
    body,
    rowColumns: rowColumnsIn(sourceOf(options) ?? ''),
    assigns: assignedIn(sourceOf(options) ?? ''),
    inline: language === 'sql' ? inlineOf(options, context) : undefined,
  }
  return { kind: 'create-routine', routine: spec }
}

function resultOf(type: TypeName | undefined): string {
  const { name, array } = typeOf(type)
  return `${type?.setof === true ? 'setof ' : ''}${name}${array ? '[]' : ''}`
}

/** `new.code`, `old."Code"`. */
function rowColumnsIn(source: string): readonly string[] {
  const found = [...source.matchAll(/\b(?:new|old)\.(?:"([^"]+)"|(\w+))/gi)]
  return [...new Set(found.map(([, quoted, bare = '']) => quoted ?? bare.toLowerCase()))]
}

/** `new.code := …`. A comparison, or another row that is put in its place, counts as one: `*`. */
function assignedIn(source: string): readonly string[] {
  const found = [...source.matchAll(/\bnew(?:\.(?:"([^"]+)"|(\w+)))?\s*(?::=|=)/gi)]
  const into = /\binto\s+(?:strict\s+)?new\b/i.test(source) ? ['*'] : []
  return [...new Set([...found.map(([, quoted, bare = '*']) => quoted ?? bare.toLowerCase()), ...into])]
}

function parametersOf(nodes: readonly Node[] | undefined): readonly Parameter[] {
  return valuesOf(nodes, 'FunctionParameter')
    .filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE')
    .map(({ name = '', argType, defexpr }) => ({ name, type: typeOf(argType), optional: defexpr !== undefined }))
}

function volatilityOf(word: string | undefined): RoutineSpec['volatility'] {
  return word === 'immutable' || word === 'stable' ? word : 'volatile'
}

function wordOf(options: readonly DefElem[], name: string): string | undefined {
  return valueOf(options.find(({ defname }) => defname === name)?.arg, 'String')?.sval
}

/** The text between the quotes: DO takes a string, CREATE FUNCTION a list. */
function sourceOf(options: readonly DefElem[]): string | undefined {
  const body = options.find(({ defname }) => defname === 'as')?.arg
  return valueOf(body, 'String')?.sval ?? wordsOf(valueOf(body, 'List')?.items)[0]
}

function bodyOf(options: readonly DefElem[], language: string, context: ReadContext): readonly Action[] | undefined {
  const source = sourceOf(options)
  if (source === undefined) return undefined
  const { statement, parser, readInside } = context
  const base = statement.start + Math.max(0, statement.text.indexOf(source))
  if (language === 'sql') return readInside(source, base, { within: 'block', certainty: 'always' })
  if (language !== 'plpgsql') return undefined
  const dump = parser.plpgsql(statement.text)
  return dump === undefined ? undefined : inOrder(stepsOf(dump), source, base, context)
}

function inOrder(steps: readonly Step[], source: string, base: number, context: ReadContext): readonly Action[] {
  const lines = lineStarts(source)
  return steps.flatMap((step): readonly Action[] => {
    const { within, certainty } = step
    const from = lines[step.line - 1] ?? 0
    if (step.kind === 'commit') {
      const word = source.slice(from).search(/\S/)
      return [occurring({ kind: 'transaction', does: 'commit' }, base + from + Math.max(0, word), 6, step)]
    }
    if (step.kind === 'refuse') return [occurring({ kind: 'refuse', how: step.how }, base + from, 0, step)]
    const start = base + placeOf(step.sql, source, from)
    if (step.kind === 'sql') {
      const longer = /^perform/i.test(source.slice(start - base)) ? 1 : 0
      return context
        .readInside(step.sql, start, { within, certainty })
        .map((action) => ({ ...action, end: action.end + longer }))
    }
    const expression = expressionIn(step.sql, context.parser.parse)
    const constant = constantOf(expression)
    if (constant !== undefined) return context.readInside(constant, start + 1, { within, certainty })
    const made = textOf(expression)
    const whole = { start, end: start + step.sql.length }
    if (made !== undefined) {
      const condition = { within, certainty: isWhole(made) ? certainty : 'unnamed' } as const
      return context.readInside(made, start, condition).map((action) => ({ ...action, ...whole }))
    }
    const change: Change = { kind: 'opaque', what: 'dynamic', why: 'EXECUTE runs text that is built at run time' }
    return [occurring(change, start, step.sql.length, step)]
  })
}

/** Where a query of a body stands. PERFORM is handed on as SELECT, a letter shorter. */
function placeOf(sql: string, source: string, from: number): number {
  const at = source.indexOf(sql, from)
  if (at >= 0) return at
  const rest = source.indexOf(sql.replace(/^SELECT /, ''), from)
  return rest < 0 ? from : Math.max(from, rest - 'PERFORM '.length)
}

function occurring(change: Change, start: number, length: number, { within, certainty }: Step): Action {
  return { ...change, start, end: start + length, within, certainty }
}

function inlineOf(options: readonly DefElem[], { parser }: ReadContext): Node | undefined {
  const source = sourceOf(options)
  return source === undefined ? undefined : selectedIn(source, parser.parse)
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}
