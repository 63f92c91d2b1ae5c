import { createHash } from 'node:crypto'
import { Failure } from '../../diagnostic/failure.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import { statementsIn, type Statement } from '../../migrations/statements.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { shownPlaceIn } from '../../credentials/index.ts'
import { MigrationFailure } from './failure.ts'
import { refusalOf } from '../../migrations/refusal.ts'
import { statementKind, type StatementKind } from '../../migrations/statement-kind.ts'
import type { Source } from './set.ts'

/** Without its head, which is most of what a short statement takes of memory. */
export interface MigrationStatement extends Pick<Statement, 'text' | 'start'> {
  /** Position in the file, from 1. */
  readonly number: number
  readonly kind: StatementKind
}

/** A migration, ready to be applied. The text is the part that the tool applies. */
export interface LoadedMigration {
  readonly entry: IndexEntry
  readonly text: string
  readonly statements: readonly MigrationStatement[]
  /** `statement-by-statement` if one of them can't or must not share a transaction with the others. */
  readonly mode: 'one-transaction' | 'statement-by-statement'
}

/** Throws a Failure if the file differs from the compiled one or can't be applied at all, or once the step is stopped. */
export async function loadMigration(source: Source, entry: IndexEntry): Promise<LoadedMigration> {
  const { folder, files, applied, appliedBy, breathe } = source
  await breathe()
  const written = textOf(entry.file, await files.read(`${folder}/${entry.file}`))
  const checksum = createHash('sha256').update(written.replaceAll('\r\n', '\n')).digest('hex')
  if (checksum !== entry.checksum) {
    throw new Failure(
      `${entry.file} is not the file that was compiled (${checksum.slice(0, 12)}, expected ${entry.checksum.slice(0, 12)})`,
      {
        code: 'migrations/other-file',
        exit: 4,
        next: 'npx wavec compile   # then commit the result',
      },
    )
  }
  const text = applied(written)
  const statements: MigrationStatement[] = []
  for (const part of statementsIn(text)) {
    if (part === 'pause') await breathe()
    else statements.push(accepted(entry, { text, appliedBy }, { ...part, number: statements.length + 1 }))
  }
  const mode = statements.every(({ kind }) => inOneTransaction.includes(kind.kind))
    ? 'one-transaction'
    : 'statement-by-statement'
  return { entry, text, statements, mode }
}

const inOneTransaction: readonly StatementKind['kind'][] = ['plain', 'setting', 'transaction-mode']

function textOf(file: string, bytes: Uint8Array): string {
  const text = decoded(file, bytes)
  const nul = text.indexOf('\0')
  if (nul < 0) return text
  throw new MigrationFailure(`${file} contains a NUL character, which PostgreSQL cannot store`, {
    code: 'migrations/nul',
    exit: 4,
    next: `remove the NUL from ${file}, then release again`,
    statement: { file, number: 0, ...shownPlaceIn(text.replaceAll('\0', '␀'), nul) },
  })
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const readable = new TextDecoder('utf-8').decode(bytes)
    throw new MigrationFailure(`${file} is not UTF-8`, {
      code: 'migrations/not-utf8',
      exit: 4,
      next: `iconv -f latin1 -t utf-8 ${shellWord(file)}   # then commit the result`,
      statement: { file, number: 0, ...shownPlaceIn(readable, Math.max(0, readable.indexOf('\ufffd'))) },
    })
  }
}

interface Numbered extends Statement {
  readonly number: number
}

function accepted(
  entry: IndexEntry,
  { text, appliedBy }: Pick<LoadedMigration, 'text'> & Pick<Source, 'appliedBy'>,
  statement: Numbered,
): MigrationStatement {
  const kind = statementKind(statement)
  const refusal = appliedBy === 'wavec' ? refusalOf(kind, entry.file) : undefined
  const { number, start } = statement
  if (refusal === undefined) return { text: statement.text, start, number, kind }
  const { message, code, next, at = 0 } = refusal
  const place = { file: entry.file, number, ...shownPlaceIn(text, start + at) }
  throw new MigrationFailure(`${entry.file}: ${message}`, { code, next, exit: 4, statement: place })
}
