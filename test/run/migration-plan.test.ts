import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AppliedMigration } from '../../src/protocol/ledger.ts'
import { migrationId, planMigrations } from '../../src/run/migrate/plan.ts'

const file = (version: string | undefined, checksum = 'c') => ({
  file: version === undefined ? 'R__v.sql' : `V${version}__x.sql`,
  checksum,
  ...(version === undefined ? {} : { version }),
})

function applied(
  version: string | undefined,
  { checksum = 'c', state = 'applied' }: Partial<Pick<AppliedMigration, 'checksum' | 'state'>> = {},
): AppliedMigration {
  const entry = file(version)
  return { id: migrationId(entry), file: entry.file, version, checksum, state, written: state, attempt: '1' }
}

const cases = [
  {
    name: 'an empty database',
    files: [file('1'), file('2'), file(undefined)],
    before: [],
    pending: ['1', '2', 'R'],
    ahead: [],
    refused: 0,
  },
  {
    name: 'all files are applied',
    files: [file('1'), file(undefined)],
    before: [applied('1'), applied(undefined)],
    pending: [],
    ahead: [],
    refused: 0,
  },
  {
    name: 'leading and trailing zeros of a version do not matter',
    files: [file('1.0'), file('02')],
    before: [applied('1'), applied('2.0')],
    pending: [],
    ahead: [],
    refused: 0,
  },
  {
    name: 'the ledger is ahead of the files',
    files: [file('1')],
    before: [applied('1'), applied('1.1'), applied('2')],
    pending: [],
    ahead: ['1.1', '2'],
    refused: 0,
  },
  {
    name: 'a file between applied ones is not applied',
    files: [file('1'), file('2'), file('3')],
    before: [applied('1'), applied('3')],
    pending: ['2'],
    ahead: [],
    refused: 1,
  },
  {
    name: 'an applied file between others is missing',
    files: [file('1'), file('3')],
    before: [applied('1'), applied('2')],
    pending: ['3'],
    ahead: [],
    refused: 1,
  },
  { name: 'an edited file', files: [file('1', 'new')], before: [applied('1')], pending: [], ahead: [], refused: 1 },
  {
    name: 'an edited repeatable file',
    files: [file(undefined, 'new')],
    before: [applied(undefined)],
    pending: ['R'],
    ahead: [],
    refused: 0,
  },
  {
    name: 'an unfinished file that was edited',
    files: [file('1'), file('2', 'new')],
    before: [applied('1'), applied('2', { state: 'started' })],
    pending: ['2'],
    ahead: [],
    refused: 0,
  },
  { name: 'no file at all', files: [], before: [applied('1')], pending: [], ahead: ['1'], refused: 0 },
] as const

for (const { name, files, before, pending, ahead, refused } of cases) {
  test(`plan: ${name}`, () => {
    const plan = planMigrations(files, before)
    assert.deepEqual(
      plan.pending.map((entry) => entry.version ?? 'R'),
      pending,
    )
    assert.deepEqual(
      plan.ahead.map(({ version }) => version),
      ahead,
    )
    assert.equal(plan.refused.length, refused, plan.refused.join('\n'))
  })
}
