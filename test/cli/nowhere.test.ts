import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { edit, git, repository, spec } from './repository.ts'
import { wavec } from './cli.ts'
import { emptyFolder } from './output/workspace.ts'

const verbs = [['audit'], ['audit', '--fix'], ['lint'], ['lint', '--fix'], ['simulate'], ['graph']]

test('a path beside the present folder that does not exist is a finding', (t) => {
  const cwd = join(emptyFolder(t), 'here')
  mkdirSync(cwd)
  for (const words of verbs)
    for (const path of ['../gone/deep/x.yaml', '/dev/null/x.yaml', `../${'x'.repeat(300)}/y.yaml`]) {
      const { exit, stdout, stderr } = wavec([...words, path], cwd)
      assert.deepEqual([exit, stderr], [1, ''], `${words.join(' ')} ${path}`)
      assert.match(stdout, /error source\/(?:not-found|unreadable|not-a-directory)/)
    }
})

test('convert refuses a path beside the present folder that does not exist', (t) => {
  const cwd = join(emptyFolder(t), 'here')
  mkdirSync(cwd)
  for (const words of [['convert'], ['convert', '--write']]) {
    const { exit, stderr } = wavec([...words, '../gone/x.yaml'], cwd)
    assert.equal(exit, 2)
    assert.match(stderr, /^wavec: .* does not exist\nnext: /)
  }
})

test('what cannot be played or compared is JSON where JSON was asked for', (t) => {
  const root = repository(t)
  const played = wavec(['simulate', 'nothing', '--format', 'json'], root)
  assert.equal(played.exit, 1)
  assert.deepEqual(codesIn(played.stdout), ['source/not-found'])
  git(root, 'init', '--quiet', '--initial-branch=main')
  git(root, 'commit', '--quiet', '--allow-empty', '-m', 'nothing yet')
  const words = ['diff', '--base', 'HEAD', '--format']
  edit(root, spec, /^kind: .*$/m, 'kind: Piepline')
  const compared = wavec([...words, 'json'], root)
  assert.equal(compared.exit, 1)
  assert.ok(codesIn(compared.stdout).length > 0)
  assert.match(wavec([...words, 'markdown'], root).stdout, /^\*\*.*nothing compared.*\*\*\n\n```text\n/)
})

function codesIn(json: string): readonly string[] {
  const { findings } = JSON.parse(json) as { readonly findings: readonly { readonly code: string }[] }
  return findings.map(({ code }) => code)
}

test('what is not a folder of manifests is left out of the search for a sample', (t) => {
  const root = emptyFolder(t)
  mkdirSync(join(root, 'manifests/production/orders'), { recursive: true })
  symlinkSync('nowhere', join(root, 'manifests/gone'))
  symlinkSync('nowhere', join(root, 'manifests/production/gone'))
  writeFileSync(join(root, 'manifests/production/applications'), 'no folder\n')
  writeFileSync(join(root, 'manifests/production/orders/kustomization.yaml'), 'resources: [a.yaml]\n')
  writeFileSync(
    join(root, 'manifests/production/orders/a.yaml'),
    'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n',
  )
  for (const verb of ['graph', 'simulate']) assert.equal(wavec([verb], root).exit, 0, verb)
})

test('a spec that is a folder or leads nowhere is not a pipeline to draw', (t) => {
  const root = emptyFolder(t)
  mkdirSync(join(root, 'waves/a/pipeline.yaml'), { recursive: true })
  mkdirSync(join(root, 'waves/b'))
  symlinkSync('nowhere', join(root, 'waves/b/pipeline.yaml'))
  for (const path of ['waves/a', 'waves/b']) {
    const { exit, stderr } = wavec(['graph', path], root)
    assert.ok(exit === 1 || exit === 2)
    assert.doesNotMatch(stderr, /this is a bug/)
  }
})
