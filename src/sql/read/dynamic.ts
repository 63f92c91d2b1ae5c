import type { A_Expr, Node } from 'libpg-query'
import { qualified, valueOf, valuesOf, wordsOf } from '../ast.ts'
import { constantOf } from '../expression.ts'
import type { Parser } from '../parser.ts'

/** The one expression that a text is. */
export function expressionIn(text: string, parse: Parser['parse']): Node | undefined {
  return selectedIn(`SELECT ${text}`, parse)
}

/** The one expression that a query selects from nothing. */
export function selectedIn(sql: string, parse: Parser['parse']): Node | undefined {
  const parsed = parse(sql)
  if (!parsed.ok || parsed.statements.length !== 1) return undefined
  const select = valueOf(parsed.statements[0]?.node, 'SelectStmt')
  const targets = valuesOf(select?.targetList, 'ResTarget')
  return targets.length === 1 && select?.fromClause === undefined ? targets[0]?.val : undefined
}

/** Stands for what is only known when the text runs. Two of them need not be the same. */
const unknown = '…'
const [someName, someLiteral] = [`"${unknown}"`, `'${unknown}'`]

/** Whether all of a text is known that `textOf` made. */
export function isWhole(text: string): boolean {
  return !text.includes(unknown)
}

/**
 * A text built from constants and from values that are quoted as a name or a literal, which cannot change the statement.
 * Undefined if it contains anything else.
 */
export function textOf(expression: Node | undefined): string | undefined {
  const constant = constantOf(expression)
  if (constant !== undefined) return constant
  const joined = valueOf(expression, 'A_Expr')
  if (joined !== undefined) return joinedText(joined)
  const call = valueOf(expression, 'FuncCall')
  const name = qualified(wordsOf(call?.funcname))
  if (name === 'quote_ident') return someName
  if (name === 'quote_literal' || name === 'quote_nullable') return someLiteral
  return name === 'format' ? formatted(constantOf(call?.args?.[0])) : undefined
}

function joinedText({ name, lexpr, rexpr }: A_Expr): string | undefined {
  if (wordsOf(name)[0] !== '||') return undefined
  const [left, right] = [textOf(lexpr), textOf(rexpr)]
  return left === undefined || right === undefined ? undefined : left + right
}

/** `%I` and `%L`, also with a position or a width; `%s` may be anything. */
function formatted(template: string | undefined): string | undefined {
  if (template === undefined) return undefined
  const text = template.replaceAll(/%(?:\d+\$)?-?\d*([IL])/g, (_, kind: string) =>
    kind === 'I' ? someName : someLiteral,
  )
  return /%[^%]/.test(text.replaceAll('%%', '')) ? undefined : text.replaceAll('%%', '%')
}
