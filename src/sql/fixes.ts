import { tokensOf } from '../migrations/tokens.ts'
import type { Context } from './context.ts'
import type { Finding } from './rule.ts'

type Fix = Pick<Finding, 'fix'>

/** NOT VALID after the constraint. */
export function notValidFix({ action, file }: Context): Fix {
  const { path } = file.file
  const edit = { span: { file: path, start: action.end, end: action.end }, text: ' NOT VALID' }
  return { fix: { title: 'add it NOT VALID, and validate it in another migration', edits: [edit] } }
}

/** CONCURRENTLY after the word INDEX, if the statement is alone in the file: it can't run in a transaction. */
export function concurrentlyFix({ action, file, tool }: Context, word: string): Fix {
  const isAlone = file.actions.every((other) => other.action === action || other.action.kind === 'set')
  if (action.within !== 'top' || !(tool.secondRun === 'resumes' || isAlone)) return {}
  // Its timeouts must be lifted in the same file.
  if (tool.secondRun !== 'resumes' && !tool.besideAlone.includes('set')) return {}
  if (action.kind === 'create-index' && action.index.name === undefined) return {}
  const { path, text } = file.file
  const statement = text.slice(action.start, action.end)
  for (const { kind, start, end } of tokensOf(statement)) {
    if (kind !== 'word' || statement.slice(start, end).toLowerCase() !== word) continue
    const at = action.start + end
    const isUpper = statement.slice(start, end) === word.toUpperCase()
    const edit = { span: { file: path, start: at, end: at }, text: isUpper ? ' CONCURRENTLY' : ' concurrently' }
    return { fix: { title: 'use CONCURRENTLY, so that the file runs outside a transaction', edits: [edit] } }
  }
  return {}
}
