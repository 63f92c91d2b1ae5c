import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { edit, spec } from '../cli/repository.ts'
import { commitAll, git, origin, push, run, script, writeProgram, type Origin } from './origin.ts'

test('stale manifests are compiled and committed once; a second run commits nothing', (t) => {
  const server = origin(t)
  const first = script(server, 'run.sh', server.clone('a'), { EVENT: 'push' })
  assert.equal(first.exit, 0, first.output)
  assert.deepEqual(server.log('main'), ['Compile manifests', 'Pipeline'])
  const changed = git(server.path, 'show', '--format=', '--name-only', 'main').trim().split('\n')
  assert.deepEqual(
    changed.filter((path) => !path.startsWith('manifests/')),
    ['waves/orders/pipeline.lock'],
  )
  const second = script(server, 'run.sh', server.clone('b'), { EVENT: 'push' })
  assert.equal(second.exit, 0, second.output)
  assert.match(second.output, /manifests are current: nothing to commit/)
  assert.deepEqual(server.log('main'), ['Compile manifests', 'Pipeline'])
  const check = script(server, 'check.sh', server.clone('c'), {})
  assert.equal(check.exit, 0, check.output)
})

test('a spec with an error commits nothing and fails', (t) => {
  const server = origin(t)
  const clone = server.clone('a')
  edit(clone, spec, 'smokeTest', 'smoketest')
  commitAll(clone, 'Typo')
  push(clone)
  const { exit, output } = script(server, 'run.sh', clone, { EVENT: 'push' })
  assert.equal(exit, 1, output)
  assert.match(output, /title=spec\/unknown-key/)
  assert.deepEqual(server.log('main'), ['Typo', 'Pipeline'])
})

test('after a concurrent push the action rebases and compiles the manifests of both commits', (t) => {
  const server = origin(t)
  const other = server.clone('other')
  edit(other, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  commitAll(other, 'Longer deadline')
  const { exit, output } = script(server, 'run.sh', server.clone('a'), { EVENT: 'push', ...busy(server, other, 1) })
  assert.equal(exit, 0, output)
  assert.match(output, /somebody else pushed to main: attempt 1 of 5/)
  assert.deepEqual(server.log('main'), ['Compile manifests', 'Other work', 'Longer deadline', 'Pipeline'])
  const check = script(server, 'check.sh', server.clone('b'), {})
  assert.equal(check.exit, 0, check.output)
})

test('the run gives up on a branch that changes on every attempt', (t) => {
  const server = origin(t)
  const others = busy(server, server.clone('other'), 99)
  const { exit, output } = script(server, 'run.sh', server.clone('a'), { EVENT: 'push', ATTEMPTS: '3', ...others })
  assert.equal(exit, 2, output)
  assert.match(output, /::error::wavec: main moved on 3 times\. next: run the job again/)
  assert.equal(server.log('main').includes('Compile manifests'), false)
})

test('a rejected push is not retried', (t) => {
  const server = origin(t)
  writeProgram(join(server.path, 'hooks'), 'pre-receive', 'echo "protected branch" >&2; exit 1')
  const { exit, output } = script(server, 'run.sh', server.clone('a'), { EVENT: 'push' })
  assert.equal(exit, 2, output)
  assert.match(output, /protected branch/)
  assert.match(output, /::error::wavec: main refuses the push\. next: give the job contents: write/)
  assert.doesNotMatch(output, /attempt/)
})

test('a pull request is opened once, and its branch follows main', (t) => {
  const server = origin(t)
  // A fake `gh` records the requests that the script would send to GitHub.
  const calls = join(server.path, 'calls')
  writeProgram(
    server.programs,
    'gh',
    `case "$2" in list) grep -c create "${calls}" || true ;; create) echo "$*" >> "${calls}" ;; esac`,
  )
  const propose = (name: string) =>
    script(server, 'run.sh', server.clone(name), { EVENT: 'push', MODE: 'pull-request' })
  const first = propose('a')
  assert.equal(first.exit, 0, first.output)
  assert.deepEqual(server.log('main'), ['Pipeline'])
  assert.deepEqual(server.log('wavec/manifests'), ['Compile manifests', 'Pipeline'])
  const second = propose('b')
  assert.match(second.output, /wavec\/manifests holds this already/)
  const other = server.clone('other')
  edit(other, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  commitAll(other, 'Longer deadline')
  push(other)
  const third = propose('c')
  assert.equal(third.exit, 0, third.output)
  assert.deepEqual(server.log('wavec/manifests'), ['Compile manifests', 'Longer deadline', 'Pipeline'])
})

/** Variables that select a launcher: before each of its first `times` compiles, another clone commits and pushes. */
function busy({ programs }: Origin, other: string, times: number): Readonly<Record<string, string>> {
  const count = join(other, '..', 'compiles')
  const lines = [
    `if [ "$1" = compile ] && echo >> "${count}" && [ "$(wc -l < "${count}")" -le ${times} ]; then`,
    `  git -C "${other}" commit --quiet --allow-empty --message 'Other work'`,
    `  git -C "${other}" push --quiet origin HEAD:refs/heads/main`,
    'fi',
    `exec "${join(programs, 'wavec')}" "$@"`,
  ]
  writeProgram(programs, 'busy', lines.join('\n'))
  return { WAVEC: join(programs, 'busy') }
}

test('a revert pushed straight to main withdraws the migration, even though it also reverted the lock file', (t) => {
  const server = origin(t)
  assert.equal(script(server, 'run.sh', server.clone('a'), { EVENT: 'push' }).exit, 0)
  const person = server.clone('person')
  writeFileSync(join(person, 'waves/orders/migrations/V3__total.sql'), 'alter table orders add column total int;\n')
  assert.equal(run(person, [join(server.programs, 'wavec'), 'compile']).exit, 0)
  commitAll(person, 'Total')
  push(person)
  const before = git(person, 'rev-parse', 'HEAD').trim()
  git(person, 'revert', '--no-edit', 'HEAD')
  push(person)
  // actions/checkout fetches one commit only.
  const shallow = join(server.path, '../shallow')
  git(server.path, 'clone', '--quiet', '--depth=1', '--branch=main', `file://${server.path}`, shallow)
  const { exit, output } = script(server, 'run.sh', shallow, { EVENT: 'push', BEFORE: before })
  assert.equal(exit, 0, output)
  assert.match(output, /withdraws V3__total\.sql/)
  assert.match(git(server.path, 'show', 'main:waves/orders/pipeline.lock'), /withdrawn:\n\s+- V3__total\.sql\n/)
})

test('a new branch and a force-pushed branch have no previous commit to compare with', (t) => {
  const server = origin(t)
  for (const before of ['0'.repeat(40), 'f'.repeat(40)]) {
    const { exit, output } = script(server, 'run.sh', server.clone(before), { EVENT: 'push', BEFORE: before })
    assert.equal(exit, 0, output)
  }
})
