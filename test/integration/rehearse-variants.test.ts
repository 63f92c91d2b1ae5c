// Executes every Job of every pipeline in waves/variants, from its compiled manifests.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { rehearse } from '../rehearse/rehearsing.ts'
import { majors, server } from '../support/postgres.ts'

const [any] = majors
const onServer = async (): Promise<string> => (await server(any ?? 15)).bin

describe('rehearse variants', { concurrency: 2, skip: any === undefined ? 'no PostgreSQL here' : false }, () => {
  test('phases: the smoke test runs after the sync, against the real Service', async () => {
    const ran = await rehearse(['waves/variants/phases', '--pg-bin', await onServer()])
    assert.deepEqual(linesOf(ran.output), [
      'presync -1 ok phases-1-preflight',
      'presync 0 ok phases-2-migrate',
      'postsync 0 ok phases-3-smoke-test',
    ])
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('waves: config, database and Secrets are applied first, all in the Sync phase', async () => {
    const ran = await rehearse(['waves/variants/waves', '--pg-bin', await onServer()])
    assert.deepEqual(linesOf(ran.output), [
      'sync -1 ok waves-1-preflight',
      'sync 0 ok waves-2-migrate',
      'postsync 0 ok waves-3-smoke-test',
    ])
    assert.match(ran.output, /sync +-10 {2}applied +Service\/stock-database, StatefulSet\/stock-database\n/)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('jobs: the Jobs are plain objects in waves before and after the workload', async () => {
    const ran = await rehearse(['waves/variants/jobs', '--pg-bin', await onServer()])
    assert.deepEqual(
      linesOf(ran.output).map((line) => line.replace(/-[0-9a-f]{8}$/, '-HASH')),
      ['sync -1 ok jobs-1-preflight-HASH', 'sync 0 ok jobs-2-migrate-HASH', 'sync 2 ok jobs-3-smoke-test-HASH'],
    )
    assert.match(ran.output, /sync +3 {2}applied +ConfigMap\/jobs-wavec\n/)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('gated: the pods start once the migrations are applied', async () => {
    const ran = await rehearse(['waves/variants/gated', '--pg-bin', await onServer()])
    assert.match(
      ran.output,
      /^ {2}sync +0 {2}ok +Deployment\/stock .* the database has the migrations of gated v1\.4\.0$/m,
    )
    assert.match(ran.output, /^proved: all 5 Jobs and the gate of gated v1\.4\.0/m)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('gated, with skipped hooks: no pod starts before the migrations', async () => {
    const ran = await rehearse(['waves/variants/gated', '--skip-hooks', '--pg-bin', await onServer()])
    assert.match(ran.output, /^ {2}sync +0 {2}FAILED +Deployment\/stock /m)
    assert.match(ran.output, /gate\/not-migrated/)
    assert.doesNotMatch(ran.output, /^proved:/m)
    assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 75, left: [] })
  })

  test('gated, with skipped hooks and an unreachable database: onUnreachable: open starts the pod with a warning', async () => {
    const ran = await rehearse([
      'waves/variants/gated',
      '--skip-hooks',
      '--database-down',
      '--pg-bin',
      await onServer(),
    ])
    assert.match(
      ran.output,
      /^ {2}sync +0 {2}ok +Deployment\/stock .* the database is unreachable, and onUnreachable: open lets the pod start$/m,
    )
    assert.match(ran.output, /warning {2}it is unknown whether the database has the migrations of gated v1\.4\.0/)
    assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 0, left: [] })
  })

  test('extras: Jobs of the user run with the programs that the spec names for their images', async () => {
    const ran = await rehearse(['waves/variants/extras', '--pg-bin', await onServer()])
    assert.deepEqual(linesOf(ran.output), [
      'presync -2 ok extras-pause-imports',
      'presync -1 ok extras-1-preflight',
      'presync 0 ok extras-2-migrate',
      'presync 1 ok extras-3-deploy',
      'postsync 0 ok extras-5-verify',
      'postsync 1 ok extras-cache-warm',
    ])
    const program = 'waves/variants/extras/tools/stock-tools'
    assert.match(
      ran.output,
      new RegExp(`extras-cache-warm .* ${program} succeeded: warmed the 500 entries that are asked for most\n`),
    )
    assert.match(ran.output, new RegExp(`→  the program that rehearse\\.programs names, ${program}\n`))
    assert.match(
      ran.output,
      new RegExp(`^not proved: ghcr\\.io/acme/stock-tools:v1\\.4\\.0 itself: ${program} ran in its place$`, 'm'),
    )
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('baked: the files of the image are applied from the repository, and the image is reported as not proved', async () => {
    const ran = await rehearse(['waves/variants/baked', '--pg-bin', await onServer()])
    assert.deepEqual(linesOf(ran.output), [
      'presync -1 ok baked-1-preflight',
      'presync 0 ok baked-2-migrate',
      'presync 1 ok baked-3-deploy',
      'presync 2 ok baked-4-smoke-test',
      'postsync 0 ok baked-5-verify',
    ])
    const image = 'registry\\.internal/stock-migrations@sha256:[0-9a-f]{64}'
    assert.match(ran.output, /V2__stock_add_counted_at\.sql\n +ALTER TABLE stock .* ACCESS EXCLUSIVE on stock/)
    assert.match(
      ran.output,
      new RegExp(`^  ${image}  →  the files that it is built from, waves/variants/common/migrations$`, 'm'),
    )
    assert.match(ran.output, new RegExp(`^not proved: ${image} itself: it was not pulled, `, 'm'))
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('baked, with a failing migrate: its last file fails', async () => {
    const ran = await rehearse(['waves/variants/baked', '--fail', 'migrate', '--pg-bin', await onServer()])
    assert.match(ran.output, /^ {2}presync +0 {2}FAILED +baked-2-migrate /m)
    assert.match(ran.output, /failed {2}V2__stock_add_counted_at\.sql: made to fail by rehearse --fail migrate/)
    assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 4, left: [] })
  })

  test('baked, with skipped hooks: nothing runs, and nothing is reported as proved', async () => {
    const ran = await rehearse(['waves/variants/baked', '--skip-hooks', '--pg-bin', await onServer()])
    assert.match(
      ran.output,
      /^not proved: nothing was run: every Job of baked v1\.4\.0 is a hook, and there is no gate$/m,
    )
    assert.doesNotMatch(ran.output, /^proved:/m)
    assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 1, left: [] })
  })

  test('every variant has a test', () => {
    const folder = new URL('../../waves/variants/', import.meta.url)
    const variants = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/pipeline.yaml`, folder)))
    const source = readFileSync(new URL(import.meta.url), 'utf8')
    for (const name of variants) assert.ok(source.includes(`rehearse(['waves/variants/${name}',`), name)
  })
})

/** The result of each Job, in order. */
function linesOf(output: string): readonly string[] {
  return output.split('\n').flatMap((line) => {
    const [, phase, wave, state, job] =
      /^ {2}(\w+) +(-?\d+) {2}(ok|FAILED|not run|not started) +([\w-]+)/.exec(line) ?? []
    return job === undefined ? [] : [`${phase} ${wave} ${state} ${job}`]
  })
}
