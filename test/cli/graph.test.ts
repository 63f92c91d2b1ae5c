// What `wavec graph` prints of a pipeline and of any folder, for each kind of picture.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { golden, repository as root } from '../support/golden.ts'
import { transcript, wavec } from './cli.ts'
import { repository } from './repository.ts'

const fixtures = 'test/cli/graph'

test('graph prints a compiled pipeline in each format', (t) => {
  const shop = repository(t)
  assert.equal(wavec(['compile'], shop).exit, 0)
  const typed = [
    ['graph', 'waves/orders'],
    ['graph', 'waves/orders', '--as', 'svg'],
    ['graph', 'manifests/default/orders', '--as', 'svg', '--fail', 'migrate'],
  ]
  golden(`${fixtures}/pictures.out`, typed.map((args) => transcript(args, wavec(args, shop))).join('\n'))
})

test('the page contains each failure that leads to a different end', (t) => {
  const shop = repository(t)
  wavec(['compile'], shop)
  const { stdout } = wavec(['graph', 'waves/orders', '--as', 'html'], shop)
  assert.deepEqual(
    [...stdout.matchAll(/<option[^>]*>([^<]*)/g)].map(([, label]) => label),
    [
      'nothing fails',
      'Job/orders-1-preflight fails',
      'Job/orders-2-migrate fails',
      'Job/orders-3-deploy fails',
      'Job/orders-4-smoke-test fails',
      'Deployment/orders fails',
      'Job/orders-5-verify fails',
    ],
  )
})

test('graph reports objects that it cannot draw', (t) => {
  const shop = repository(t)
  const before = ['graph', 'waves/orders']
  const notYet = transcript(before, wavec(before, shop))
  wavec(['compile'], shop)
  const typed = [
    ['graph', 'waves/orders', '--environment', 'production'],
    ['graph', 'waves/orders', '--as', 'pdf'],
    ['graph', 'waves/nothing'],
    ['graph', 'manifests/default/orders', '--application', 'waves/orders/app/app.yaml'],
    ['graph', 'manifests/default/orders', '--live', 'no-such-branch'],
    ['graph', 'manifests/default/orders', '--as', 'svg', '--fail', 'migrte'],
  ]
  golden(`${fixtures}/refused.out`, [notYet, ...typed.map((args) => transcript(args, wavec(args, shop)))].join('\n'))
})

test('without a path, graph draws the samples', () => {
  const { stdout, exit } = wavec(['graph'], root)
  assert.match(stdout, /^flowchart LR\n/)
  assert.match(stdout, /Job\/orders-2-migrate/)
  assert.equal(exit, 0)
})
