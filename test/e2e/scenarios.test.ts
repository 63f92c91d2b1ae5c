/**
 * The scripts of .github/workflows/e2e.yml as far as they go without a cluster: the real kubectl, git and wavec against a
 * replayed API. What it can't show: that a cluster does what was recorded.
 */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { emptyFolder } from '../cli/output/workspace.ts'
import { program } from '../cli/cli.ts'
import { nodeImage } from '../../src/protocol/runner.ts'
import { repository } from '../support/golden.ts'
import { kubectlVersion, unknownOptions } from '../support/kubectl-options.ts'
import { manifestsOf } from '../support/kubernetes/emitted.ts'
import { validate } from '../support/kubernetes/validate.ts'
import { evicted, failed, succeeded } from './plays.ts'
import { replayedCluster, type Play } from './replayed-cluster.ts'

const here = `${repository}test/e2e/`
const scenarios = readdirSync(`${here}scenarios`).sort()
const scripts = ['install.sh', 'show.sh', 'shop.sh', 'deadlines.sh', ...scenarios.map((name) => `scenarios/${name}`)]
const withoutKubectl = kubectlVersion.status === 0 ? false : 'kubectl is not installed'

const catalog = (version: string): string => `ghcr.io/acme/catalog:${version}`
const noOp = (version: string): Play =>
  succeeded('catalog', catalog(version), { 'catalog-2-migrate': 'the schema is at f44db2e3f971: nothing to apply' })
const orders = (): Play =>
  succeeded('orders', 'ghcr.io/acme/orders:v2.3.1', {
    'orders-2-migrate': 'flyway has migrated to c2676411ecb7, and 4 expectations are met',
    'orders-3-deploy': 'v2.3.1 starts on the migrated schema and stayed ready for 20 s without a restart',
    'orders-5-verify/complete': 'v2.3.1 passed verify, and the release is complete',
  })
const release = (version: string): Play =>
  succeeded('catalog', catalog(version), {
    'catalog-2-migrate': 'the schema is at 896011b16812: 1 file applied',
    'catalog-5-verify/complete': `${version} passed verify, and the release is complete`,
  })

/** How each sync of a scenario ends. */
const played: Readonly<Record<string, readonly Play[]>> = {
  '01-install.sh': [
    succeeded('catalog', catalog('1.14.0'), {
      'catalog-2-migrate': 'the schema is at f44db2e3f971: 6 files applied',
      'catalog-3-deploy': '1.14.0 starts on the migrated schema and stayed ready for 10 s without a restart',
      'catalog-5-verify/complete': '1.14.0 passed verify, and the release is complete',
    }),
  ],
  '02-no-op.sh': [noOp('1.14.0')],
  '03-release.sh': [release('1.15.0')],
  '04-bad-sql.sh': [failed('badsql', catalog('1.15.0')), noOp('1.15.0')],
  '05-crash.sh': [failed('crash', catalog('1.15.0')), noOp('1.15.0')],
  '06-image-typo.sh': [failed('pull', catalog('1.15.0')), noOp('1.15.0')],
  '07-database-down.sh': [failed('dbdown', catalog('1.15.0')), noOp('1.15.0')],
  '08-eviction.sh': [evicted(release('1.16.0'))],
  '09-revert.sh': [
    succeeded('catalog', catalog('1.15.0'), {
      'catalog-2-migrate': 'the schema is at 896011b16812: nothing to apply, 1 newer than this release',
    }),
  ],
  '10-orders.sh': [orders(), orders()],
}

test('the workflow runs every scenario in its order, after the cluster is installed', () => {
  const { jobs } = parse(readFileSync(`${repository}.github/workflows/e2e.yml`, 'utf8')) as {
    jobs: { kind: { steps: readonly { run?: string }[] } }
  }
  const runs = jobs.kind.steps.flatMap(({ run: script = [] }) => script)
  assert.deepEqual(runs, [
    'npm ci',
    'bash test/e2e/install.sh',
    ...scenarios.map((name) => `bash test/e2e/scenarios/${name}`),
    'bash test/e2e/show.sh',
  ])
  assert.deepEqual(Object.keys(played), scenarios)
})

test('the scenarios expect what a real cluster recorded', { skip: withoutKubectl }, async (t) => {
  await using cluster = await replayedCluster()
  const env = shopIn(emptyFolder(t), cluster.kubeconfig)
  await run('source test/e2e/shop.sh; commit "catalog 1.14.0, orders v2.3.1"', env)
  for (const name of scenarios) {
    cluster.plays.push(...(played[name] ?? []))
    const { exit, output } = await run(`bash test/e2e/scenarios/${name}`, env)
    assert.equal(exit, 0, `${name}\n${output}`)
    assert.match(output, /^ {2}ok {6}/m)
    assert.deepEqual(cluster.plays, [], name)
  }
  assert.deepEqual(
    cluster.changes.filter((each) => !each.includes('/applications/')),
    [
      ...Array.from({ length: 3 }, () => 'PATCH /api/v1/namespaces/database/services/postgres'),
      'POST /api/v1/namespaces/shop/pods/catalog-2-migrate-r8dcr/eviction',
    ],
  )

  await t.test('a scenario fails if the sync ends otherwise', async () => {
    cluster.plays.push(failed('badsql', catalog('1.15.0')))
    const { exit, output } = await run('bash test/e2e/scenarios/02-no-op.sh', env)
    assert.equal(exit, 1)
    assert.match(output, /FAILED {2}the sync\n {4}expected {2}Succeeded.*\n {4}found {5}Failed: one or more/)
    cluster.plays.push(noOp('1.13.0'))
    assert.match((await run('bash test/e2e/scenarios/02-no-op.sh', env)).output, /FAILED {2}the Deployment\n/)
  })
})

test('kubectl knows each option that the scripts write', { skip: withoutKubectl }, () => {
  const lines = scripts.flatMap((name) =>
    [
      ...readFileSync(`${here}${name}`, 'utf8')
        .replaceAll('\\\n', ' ')
        .matchAll(/\bkubectl ((?:"[^"]*"|'[^']*'|[^"'|;)\n>&])*)/g),
    ].map(([, line = '']) => line.trim().split(/\s+(?=(?:[^'"]|'[^']*'|"[^"]*")*$)/)),
  )
  assert.ok(lines.length > 25)
  for (const words of lines) assert.deepEqual(unknownOptions(words), [], `kubectl ${words.join(' ')}`)
})

test('the objects of the cluster fit their schemas, and what is patched exists', async () => {
  const [application, ...others] = manifestsOf(readFileSync(`${here}applications.yaml`, 'utf8'))
  for (const manifest of [application, ...others]) assert.deepEqual(manifest && (await validate(manifest)), [])
  assert.ok(others.length > 0)
  const cluster = manifestsOf(readFileSync(`${repository}docs/try-it/cluster.yaml`, 'utf8'))
  const postgres = cluster.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'postgres')
  const patch = parse(readFileSync(`${here}postgres-tls.yaml`, 'utf8')) as { spec: { template: { spec: object } } }
  assert.ok(postgres)
  // Without what is replaced as a whole, or has no name of its own.
  const { template } = patch.spec
  assert.deepEqual(
    await validate({
      ...postgres,
      spec: { ...(postgres['spec'] as object), template: { ...template, metadata: {} } } as never,
    }),
    [],
  )
  for (const path of ['manifests/default/catalog', 'manifests/staging/orders'])
    assert.ok(existsSync(`${repository}${path}/kustomization.yaml`), path)
})

test('the images are built on the Node of the Jobs', () => {
  assert.ok(readFileSync(`${here}app/Dockerfile`, 'utf8').includes(`\nFROM ${nodeImage}\n`))
})

test(
  'shellcheck finds nothing',
  { skip: spawnSync('shellcheck', ['--version']).status === 0 ? false : 'shellcheck is not installed' },
  () => {
    const { status, stdout } = spawnSync('shellcheck', ['-x', ...scripts.map((name) => `${here}${name}`)], {
      encoding: 'utf8',
    })
    assert.equal(status, 0, stdout)
  },
)

type Environment = Readonly<Record<string, string>>

/** As install.sh makes it, with a repository beside it in place of the git server. */
function shopIn(folder: string, kubeconfig: string): Environment {
  const shop = join(folder, 'shop')
  mkdirSync(join(shop, 'waves'), { recursive: true })
  for (const name of ['catalog', 'orders', 'pipeline.schema.json'])
    cpSync(`${repository}waves/${name}`, join(shop, 'waves', name), { recursive: true })
  writeFileSync(join(folder, 'wavec'), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`)
  chmodSync(join(folder, 'wavec'), 0o755)
  const prepared = spawnSync(
    'bash',
    [
      '-euc',
      `bash '${here}deadlines.sh' shop/waves/catalog/pipeline.yaml; git init -q --bare -b main origin.git; git init -q -b main shop; git -C shop remote add origin ../origin.git`,
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  assert.equal(prepared.status, 0, prepared.stderr)
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    KUBECONFIG: kubeconfig,
    E2E_WORK: folder,
    E2E_WAVEC: join(folder, 'wavec'),
    E2E_LIMIT: '60',
    E2E_PAUSE: '1',
  }
}

function run(script: string, env: Environment): Promise<{ readonly exit: number | null; readonly output: string }> {
  const child = spawn('bash', ['-euc', script], { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  return new Promise((resolve) => child.once('close', (exit) => resolve({ exit, output })))
}
