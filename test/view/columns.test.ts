import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, phasesOf } from '../../src/timeline/columns.ts'
import { tasks } from './sample-trace.ts'

test('tasks are grouped by phase and wave in the order of the sync, and SyncFail has no waves', () => {
  const [first, ...others] = tasks
  assert.ok(first !== undefined)
  const early = { ...first, id: 'early', wave: -2 }
  const late = { ...first, id: 'late', wave: 10 }
  const fail = { ...first, id: 'fail', phase: 'SyncFail', wave: 9 } as const
  const columns = columnsOf([fail, late, ...others, first, early])
  assert.deepEqual(
    columns.map(({ phase, wave, tasks: own }) => [phase, wave, own.length]),
    [
      ['PreSync', -2, 1],
      ['PreSync', 0, 1],
      ['PreSync', 10, 1],
      ['Sync', 0, 3],
      ['PostSync', 0, 1],
      ['SyncFail', undefined, 2],
    ],
  )
  assert.deepEqual(
    phasesOf([fail, early]).map(({ phase }) => phase),
    ['PreSync', 'SyncFail'],
  )
})
