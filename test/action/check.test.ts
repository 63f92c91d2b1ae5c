import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { edit, spec } from '../cli/repository.ts'
import { commitAll, origin, push, script } from './origin.ts'

test('stale manifests fail, with an annotation and the whole report in the summary', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  const summary = join(clone, '..', 'summary.md')
  writeFileSync(summary, '')
  const { exit, output } = script(server, 'run.sh', clone, { EVENT: 'pull_request', GITHUB_STEP_SUMMARY: summary })
  assert.equal(exit, 3, output)
  assert.match(output, /^::error file=manifests\/default\/orders,title=drift\/missing::/m)
  const text = readFileSync(summary, 'utf8')
  assert.match(text, /^### wavec: check ended with exit code 3$/m)
  assert.match(text, /^next: .*npx wavec compile.*$/m)
})

test('a finding in the spec fails with its line', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  edit(clone, spec, 'smokeTest', 'smoketest')
  const { exit, output } = script(server, 'run.sh', clone, { MODE: 'check' })
  assert.equal(exit, 1, output)
  assert.match(output, /^::error file=waves\/orders\/pipeline\.yaml,line=\d+,.*title=spec\/unknown-key::/m)
})

test('current manifests pass', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  script(server, 'commit.sh', clone, {})
  const { exit, output } = script(server, 'run.sh', clone, { EVENT: 'pull_request' })
  assert.equal(exit, 0, output)
  assert.match(output, /^### wavec: manifests are current$/m)
})

test('the summary lists what the pull request changes, by wave', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  script(server, 'commit.sh', clone, {})
  edit(clone, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  commitAll(clone, 'Longer deadline')
  push(clone)
  script(server, 'commit.sh', clone, {})
  const check = script(server, 'run.sh', clone, { EVENT: 'pull_request', BASE: 'HEAD~2' })
  assert.equal(check.exit, 0, check.output)
  assert.match(check.output, /^### What this changes, by wave\n\n`+text\n[\s\S]*migrate[\s\S]*30m/m)
  assert.match(
    check.output,
    /^<details><summary>The waves of manifests\/default\/orders<\/summary>\n\n```mermaid\nflowchart LR\n[\s\S]*Job\/orders-2-migrate[\s\S]*\n```\n<\/details>$/m,
  )
  const without = script(server, 'run.sh', clone, { EVENT: 'pull_request', BASE: 'nowhere' })
  assert.equal(without.exit, 0, without.output)
  assert.match(without.output, /No diff: nowhere is not here\. next: actions\/checkout with fetch-depth: 2/)
})

test('nothing is pushed for a pull request, and an unknown event or mode is refused', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  for (const env of [
    { EVENT: 'pull_request', MODE: 'commit' },
    { EVENT: 'pull_request_target', MODE: 'pull-request' },
    { EVENT: 'issue_comment' },
    { MODE: 'comit' },
  ]) {
    const { exit, output } = script(server, 'run.sh', clone, env)
    assert.equal(exit, 2, output)
    assert.match(output, /^::error::wavec: .* next: /m)
  }
  assert.deepEqual(server.log('main'), ['Pipeline'])
})

test('a work tree with uncommitted changes is not committed', (t) => {
  const server = origin(t)
  const clone = server.clone('work')
  writeFileSync(join(clone, 'notes.txt'), 'mine\n')
  const { exit, output } = script(server, 'commit.sh', clone, {})
  assert.equal(exit, 2, output)
  assert.match(output, /the work tree holds changes/)
})
