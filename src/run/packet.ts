import { DatabaseFailure } from '../connect/pg-failure.ts'
import type { Failure } from '../diagnostic/failure.ts'
import type { Packet } from '../protocol/packet.ts'
import { describeBlocker } from './blockers.ts'
import { MigrationFailure } from './migrate/failure.ts'

export function packetOf(failure: Failure): Packet {
  const { code, message, next } = failure
  if (failure instanceof MigrationFailure) {
    const { statement, sqlstate, blockers, details, state } = failure
    return {
      code,
      message,
      ...(statement === undefined ? {} : { statement }),
      ...(sqlstate === undefined ? {} : { sqlstate }),
      blockers,
      details,
      ...(state === undefined ? {} : { state }),
      next,
    }
  }
  if (failure instanceof DatabaseFailure) {
    const details = [failure.detail, failure.hint].filter((line) => line !== undefined)
    return { code, message, ...(failure.sqlstate === undefined ? {} : { sqlstate: failure.sqlstate }), details, next }
  }
  return { code, message, next }
}

/** The packet as text, `next:` last. */
export function renderPacket({
  code,
  message,
  statement,
  sqlstate,
  blockers = [],
  details = [],
  state,
  next,
}: Packet): readonly string[] {
  return [
    `failed  ${message}`,
    `        ${code}${sqlstate === undefined ? '' : `, SQLSTATE ${sqlstate}`}`,
    ...(statement === undefined ? [] : frame(statement)),
    ...details.filter((line) => line !== message).map((line) => `        ${line}`),
    ...blockers.map((blocker) => `blocked by ${describeBlocker(blocker)}`),
    ...(state === undefined ? [] : [`state   ${state}`]),
    `next: ${next}`,
  ]
}

function frame({ file, line, column, source, number }: NonNullable<Packet['statement']>): readonly string[] {
  const gutter = String(line)
  // Keep tabs, so that the caret is below the right character.
  const indent = Array.from(source, (character) => (character === '\t' ? '\t' : ' '))
    .slice(0, column - 1)
    .join('')
  return [
    `${file}:${line}:${column}${number === 0 ? '' : ` statement ${number}`}`,
    `  ${gutter} │ ${source}`,
    `  ${' '.repeat(gutter.length)} │ ${indent}^`,
  ]
}
