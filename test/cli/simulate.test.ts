// Complete outputs of simulate for a small Application, and the important lines for the sample.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { golden, repository } from '../support/golden.ts'
import { transcript, wavec } from './cli.ts'
import { emptyFolder, write } from './output/workspace.ts'

const folder = fileURLToPath(new URL('simulate', import.meta.url))

const simulations: Readonly<Record<string, string>> = {
  plain: 'simulate shop/orders',
  failure: 'simulate shop/orders --fail migrate',
  hang: 'simulate shop/orders --hang migrate',
  'terminated-and-slow': 'simulate shop/orders --slow migrate=2m --terminate-at 1m30s',
  again: 'simulate shop/orders --live shop/orders',
  'self-heal': 'simulate shop/orders --live shop/orders --event self-heal --resource Deployment/orders',
  rollback: 'simulate shop/orders --event rollback',
  retry: 'simulate shop/orders --event retry --fail migrate',
  'fails-late': 'simulate shop/orders --fail migrate --slow migrate=110s,orders-report=2500ms',
  'fails-late-once': 'simulate shop/orders --event retry --fail migrate --slow migrate=40s',
  refused: 'simulate shop/orders --fail Service/orders',
  'no-application': 'simulate shop/orders/hooks.yaml --fail orders-migrate',
  json: 'simulate shop/orders/app.yaml --format json',
}

for (const [name, line] of Object.entries(simulations)) {
  test(`simulate, ${name}`, () => {
    const args = line.split(' ')
    golden(`test/cli/simulate/${name}.out`, transcript(args, wavec(args, folder)))
  })
}

test('a wrong argument is named, with a correct command line', () => {
  const lines = [
    'simulate shop/orders --fail migrat',
    'simulate shop/orders --event self-heal --fail orders',
    'simulate shop/orders --slow migrate=long',
    'simulate shop/orders --slow orders=30s',
    'simulate shop/orders --hang migrate --slow migrate=30s',
    'simulate shop/orders --slow migrate=30s,Job/orders-migrate=1m',
    'simulate shop/orders --event selfheal',
    'simulate shop/orders --format sarif',
    'simulate shop/orders --terminate-at soon',
    'simulate shop/orders --live nowhere',
    'simulate shop/orders --live shop/orders --event self-heal',
    'simulate shop/applications/orders.yaml --application shop/orders/app.yaml',
  ]
  const outputs = lines.map((line) => transcript(line.split(' '), wavec(line.split(' '), folder)))
  golden('test/cli/simulate/misuse.out', outputs.join('\n'))
})

test('without a repository and without a path, simulate refuses', () => {
  const empty = mkdtempSync(join(tmpdir(), 'wavec-nothing-'))
  const { exit, stderr } = wavec(['simulate'], empty)
  rmSync(empty, { recursive: true })
  assert.equal(exit, 2)
  assert.match(stderr, /there is no manifests\/ here\nnext: npx wavec compile\n$/)
})

test('a folder that could not be rendered is reported, and refused if it is the only one', (t) => {
  const root = emptyFolder(t)
  const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n'
  const missing =
    'apiVersion: v2\nname: x\ndependencies: [{ name: db, version: 1.x, repository: "https://charts.example" }]\n'
  write(root, { 'a/settings.yaml': map, 'a/chart/Chart.yaml': missing })
  const commands = [
    ['simulate', 'a'],
    ['simulate', 'a/chart'],
    ['graph', 'a/chart'],
  ]
  golden('test/cli/simulate/left-out.out', commands.map((args) => transcript(args, wavec(args, root))).join('\n'))
})

test('the sample: the output says why the Deployment is untouched, what runs next, and the next command', () => {
  const { exit, stdout } = wavec(['simulate', 'manifests/production/orders', '--fail', 'migrate'], repository)
  assert.equal(exit, 0)
  assert.match(stdout, /^verdict {2}Job\/orders-2-migrate fails, so Argo CD never touches Deployment\/orders/m)
  assert.match(stdout, /^why {6}a PreSync hook that fails ends the sync/m)
  assert.match(stdout, /then Job\/orders-report ran \(SyncFail\)/)
  assert.match(stdout, /^next: argocd app sync orders-production$/m)
})

test('without a path, simulate plays the sample', () => {
  const { exit, stdout } = wavec(['simulate'], repository)
  assert.equal(exit, 0)
  assert.match(stdout, /^verdict {2}the sync succeeds$/m)
})
