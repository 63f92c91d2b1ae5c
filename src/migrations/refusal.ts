import type { Code, ListedCode } from '../diagnostic/codes.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import type { MigrationFile } from './file.ts'
import { misreadWords } from './misread.ts'
import type { Naming } from './naming.ts'
import { statementKind, type StatementKind } from './statement-kind.ts'
import { statementsIn, type Statement } from './statements.ts'
import { procedureUse } from './transaction-control.ts'

/** Why wavec's own engine does not apply a statement: the compiler says it in the words of the runner. */
export interface Refusal {
  readonly code: ListedCode
  readonly message: string
  readonly next: string
  /** Its place in the statement, if not at the beginning. */
  readonly at?: number
}

const inBlock = {
  why: 'fails with 2D000, because wavec runs each statement in a transaction',
  next: 'write one statement for each range of the key, and end the file with VACUUM, so that each commits by itself',
}

export function refusalOf(statement: StatementKind, file: string): Refusal | undefined {
  switch (statement.kind) {
    case 'transaction-control':
      return {
        message: `${statement.word} is not allowed, because each file already runs in one transaction`,
        code: 'migrations/transaction-control',
        next: `remove ${statement.word} from ${file}, or split the file`,
      }
    case 'ends-inside':
      return {
        message: `${statement.word} in a DO block ${inBlock.why}`,
        code: 'migrations/transaction-control',
        next: inBlock.next,
        at: statement.at,
      }
    case 'read-only':
      return {
        message: 'the file makes the transaction read-only, and the ledger could not record it',
        code: 'migrations/read-only',
        next: `remove READ ONLY or default_transaction_read_only from ${file}`,
      }
    case 'misread':
      return {
        message: misreadWords(statement),
        code: 'migrations/misread',
        next: `remove the setting of ${statement.name} from ${file}, and save the file as UTF-8`,
      }
    case 'copy-from-stdin':
      return {
        message: 'COPY … FROM STDIN is not possible, because a migration has no input stream',
        code: 'migrations/copy-from-stdin',
        next: 'write the rows as INSERT … VALUES, for example with pg_dump --inserts',
      }
    case 'create-index':
      if (statement.name !== undefined) return undefined
      return {
        message: 'an index built CONCURRENTLY needs a name, so that an interrupted build can be found again',
        code: 'migrations/unnamed-index',
        next: 'write create index concurrently NAME on …',
      }
    case 'plain':
    case 'transaction-mode':
    case 'setting':
    case 'drop-index':
    case 'reindex':
    case 'detach':
    case 'validate':
    case 'vacuum':
      return undefined
    default:
      return unreachable(statement)
  }
}

/**
 * What the runner would refuse of the files that are new, before it is there. The files are in the order of application:
 * an earlier one may create a procedure that a later one calls.
 */
export function refusedIn(
  files: readonly Pick<MigrationFile, 'name' | 'path' | 'text'>[],
  { applied }: Pick<Naming, 'applied'>,
  isNew: (name: string) => boolean,
): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  const ending = new Map<string, string>()
  for (const { name, path, text } of files) {
    if (!isNew(name) && !/procedure/i.test(text)) continue
    for (const statement of statementsIn(applied(text))) {
      if (statement === 'pause') continue
      const refusal = refusalOf(statementKind(statement), name) ?? callRefused(statement, ending)
      if (refusal !== undefined && isNew(name)) found.push(refused(refusal, statement, path))
    }
  }
  return found
}

function refused({ code, message, next, at = 0 }: Refusal, { text, start }: Statement, file: string): Diagnostic {
  const line = text.slice(at).search(/[\r\n]|$/)
  return diagnostic(code, { message, help: next, span: { file, start: start + at, end: start + at + line } })
}

/** The server refuses it (2D000): only here is it known what the procedure does. */
function callRefused(statement: Statement, ending: Map<string, string>): Refusal | undefined {
  const use = procedureUse(statement)
  if (use === undefined) return undefined
  if (use.does === 'create') {
    if (use.ends === undefined) ending.delete(use.name)
    else ending.set(use.name, use.ends)
    return undefined
  }
  const word = ending.get(use.name)
  if (word === undefined) return undefined
  const message = `${word} in ${use.name}() ${inBlock.why}`
  return { code: 'migrations/transaction-control', message, next: inBlock.next }
}

/** Without what two judges found at the same place: a refusal says it in the words of the runner. */
export function withoutTwins(found: readonly Diagnostic[], refusals: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set(refusals.map((each) => placed(each, each.code)))
  return found.filter((each) => !known.has(placed(each, twins[each.code] ?? each.code)))
}

function placed({ span }: Diagnostic, code: Code): string {
  return JSON.stringify([code, span?.file, span?.start])
}

/** Rules that judge what other tools do with the same statement. */
const twins: Readonly<Record<string, ListedCode>> = {
  'sql/concurrent-unnamed': 'migrations/unnamed-index',
  'sql/do-loop-no-commit': 'migrations/transaction-control',
  'sql/txn-control-in-managed': 'migrations/transaction-control',
}
