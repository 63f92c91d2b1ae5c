// Every Job of every pipeline in waves/variants, executed from its compiled manifests.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { rehearse } from '../rehearse/rehearsing.ts'
import { majors, server } from '../support/postgres.ts'

const [any] = majors
const onServer = async (): Promise<string> => (await server(any ?? 15)).bin

describe('rehearse variants', { concurrency: 2, skip: any === undefined ? 'no PostgreSQL here' : false }, () => {
  test('phases: the smoke test is after the sync, on the real Service', async () => {
    const ran = await rehearse(['waves/variants/phases', '--pg-bin', await onServer()])
    assert.deepEqual(linesOf(ran.output), [
      'presync -1 ok phases-1-preflight',
      'presync 0 ok phases-2-migrate',
      'postsync 0 ok phases-3-smoke-test',
    ])
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })
})

/** What became of each Job, in order. */
function linesOf(output: string): readonly string[] {
  return output.split('\n').flatMap((line) => {
    const [, phase, wave, state, job] =
      /^ {2}(\w+) +(-?\d+) {2}(ok|FAILED|not run|not started) +([\w-]+)/.exec(line) ?? []
    return job === undefined ? [] : [`${phase} ${wave} ${state} ${job}`]
  })
}
