// Runs the commands of docs/ci.md about merges in a repository with two committers.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { addPipelines, edit, spec } from '../cli/repository.ts'
import { commitAll, git, origin, push, run, script, writeProgram, type Origin } from './origin.ts'

const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8')
const [, setup = ''] = /```sh\n(git config merge\.wavec[\s\S]*?)```/.exec(page) ?? []
const [, attributes = ''] = /```\n(manifests\/\*\* [\s\S]*?)```/.exec(page) ?? []

/** Two clones whose commits change the same generated files, while git can merge their specs. */
function twoBranches(t: TestContext): { readonly server: Origin; readonly mine: string } {
  const server = origin(t)
  writeProgram(server.programs, 'npx', 'shift; exec wavec "$@"')
  const first = server.clone('a')
  writeFileSync(join(first, '.gitattributes'), attributes)
  compileAndCommit(server, first, 'Compile')
  push(first)
  const [theirs, mine] = [server.clone('theirs'), server.clone('mine')]
  edit(theirs, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
  addPipelines(theirs, ['beta'])
  compileAndCommit(server, theirs, 'Longer deadline')
  push(theirs)
  edit(mine, spec, 'apiVersion', '# orders\napiVersion')
  edit(mine, 'waves/orders/app/app.yaml', ':v2.3.1', ':v2.4.0')
  addPipelines(mine, ['alpha'])
  compileAndCommit(server, mine, 'Next release')
  git(mine, 'fetch', '--quiet', 'origin')
  return { server, mine }
}

function compileAndCommit(server: Origin, clone: string, message: string): void {
  const { exit, output } = run(clone, [join(server.programs, 'wavec'), 'compile'])
  assert.equal(exit, 0, output)
  commitAll(clone, message)
}

function typed({ programs }: Origin, clone: string, command: string) {
  return run(clone, ['sh', '-c', command], { PATH: `${programs}:${process.env['PATH'] ?? ''}` })
}

test('docs/ci.md contains the commands that these tests run', () => {
  assert.match(setup, /pre-merge-commit/)
  assert.match(attributes, /merge=union/)
})

test('with the driver, a merge stops once, with the manifests of both sides compiled and staged', (t) => {
  const { server, mine } = twoBranches(t)
  mkdirSync(join(mine, '.git/hooks'), { recursive: true })
  assert.equal(typed(server, mine, setup).exit, 0)
  const merge = typed(server, mine, 'git merge --no-edit origin/main')
  assert.equal(merge.exit, 1, merge.output)
  assert.doesNotMatch(merge.output, /CONFLICT/)
  assert.match(merge.output, /next: git commit --no-edit$/m)
  const commit = typed(server, mine, 'git commit --quiet --no-edit')
  assert.equal(commit.exit, 0, commit.output)
  assert.equal(git(mine, 'status', '--porcelain'), '')
  assert.match(git(mine, 'log', '--merges', '--format=%s'), /^Merge .*\n$/)
  assert.equal(script(server, 'check.sh', mine, {}).exit, 0)
})

test('without the driver git reports conflicts, and one compile resolves them', (t) => {
  const { server, mine } = twoBranches(t)
  const merge = typed(server, mine, 'git merge --no-edit origin/main')
  assert.equal(merge.exit, 1, merge.output)
  assert.match(merge.output, /CONFLICT .* in manifests\//)
  const mended = typed(server, mine, 'npx wavec compile && git add manifests && git commit --quiet --no-edit')
  assert.equal(mended.exit, 0, mended.output)
  assert.equal(script(server, 'check.sh', mine, {}).exit, 0)
})

test('with the driver, a rebase runs to the end, and a compile afterwards fixes what is left', (t) => {
  const { server, mine } = twoBranches(t)
  mkdirSync(join(mine, '.git/hooks'), { recursive: true })
  typed(server, mine, setup)
  const rebase = typed(server, mine, 'git rebase origin/main')
  assert.equal(rebase.exit, 0, rebase.output)
  const mended = typed(server, mine, 'npx wavec compile && git add manifests && git commit --quiet --amend --no-edit')
  assert.equal(mended.exit, 0, mended.output)
  assert.equal(script(server, 'check.sh', mine, {}).exit, 0)
})
