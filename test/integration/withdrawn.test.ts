// A release whose migration fails everywhere, its revert, and the release after it: each line that wavec says to type works.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { wavec } from '../cli/cli.ts'
import { emptyFolder } from '../cli/output/workspace.ts'
import { commit, edit, git, repository } from '../cli/repository.ts'
import { database, type Database } from '../support/postgres.ts'
import { migrateStep, migrations, preflightStep, runWavec, type Ran } from '../support/runner.ts'

const folder = 'waves/orders/migrations'
const failing = 'alter table orders add column total txt;\n'

test('ship, fail, revert, withdraw, ship again', async (t) => {
  await using db = await database(15)
  const root = shop(t)
  ship(root, 'v2.3.1')
  const first = await sync(root, db, 'v2.3.1')
  assert.equal(first.exit, 0, JSON.stringify(first.packet))

  release(root, 'v2.3.1', 'v2.4.0')
  write(root, 'V3__total.sql', failing)
  ship(root, 'v2.4.0')
  const failed = await sync(root, db, 'v2.4.0')
  assert.equal(failed.exit, 4)
  const [, code = ''] = /npx wavec explain (\S+) /.exec(failed.packet?.next ?? '') ?? []
  assert.equal(wavec(['explain', code], root).exit, 0)

  git(root, 'revert', '--no-edit', 'HEAD')
  ship(root, 'back')
  assert.equal((await sync(root, db, 'v2.3.1')).exit, 0, 'the revert is a release')

  release(root, 'v2.3.1', 'v2.5.0')
  write(root, 'V4__total.sql', 'alter table orders add column total numeric;\n')
  const refused = wavec(['compile'], root)
  assert.equal(refused.exit, 1)
  const [restore = '', withdraw = ''] = ['restore it', 'if no database has it'].map(
    (title) => new RegExp(`${title}: (.+)$`, 'm').exec(refused.stdout)?.[1],
  )

  const other = copyOf(t, root)
  execFileSync('bash', ['-c', restore], { cwd: other })
  assert.equal(readFileSync(join(other, folder, 'V3__total.sql'), 'utf8'), failing)
  assert.equal(wavec(['compile'], other).exit, 0)

  assert.equal(wavec(withdraw.split(' ').slice(2), root).exit, 0, withdraw)
  ship(root, 'v2.5.0')
  assert.equal((await sync(root, db, 'v2.5.0')).exit, 0)
  await refusedWhereApplied(root)
})

/** What was declared is not true of this database. */
async function refusedWhereApplied(root: string): Promise<void> {
  await using db = await database(15)
  const files = filesIn(root)
  using applied = migrations({ ...files, 'V3__total.sql': 'alter table orders add column sum int;\n' })
  assert.equal((await runWavec(migrateStep(applied), db)).exit, 0)
  using set = migrations(files)
  const { exit, packet } = await runWavec(preflightStep(set), db)
  assert.equal(exit, 4)
  assert.match(JSON.stringify(packet), /V3__total\.sql \(version 3\) was applied and is missing from the files/)
}

function shop(t: TestContext): string {
  const root = repository(t)
  git(root, 'init', '--quiet', '--initial-branch=first')
  return root
}

function copyOf(t: TestContext, root: string): string {
  const copy = emptyFolder(t)
  cpSync(root, copy, { recursive: true })
  return copy
}

function write(root: string, name: string, sql: string): void {
  writeFileSync(join(root, folder, name), sql)
}

function release(root: string, from: string, to: string): void {
  edit(root, 'waves/orders/app/app.yaml', from, to)
}

/** Compiles and merges; the next change is on a branch of its own. */
function ship(root: string, name: string): void {
  const { exit, stdout } = wavec(['compile'], root)
  assert.equal(exit, 0, stdout)
  commit(root, name)
  git(root, 'branch', '--quiet', '--force', 'main', 'HEAD')
  git(root, 'switch', '--quiet', '--create', `after-${name}`)
}

function filesIn(root: string): Readonly<Record<string, string>> {
  assert.ok(existsSync(join(root, 'manifests/default/orders')))
  const names = readdirSync(join(root, folder))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]))
}

/** Preflight and migrate, as the Jobs of a sync. */
async function sync(root: string, db: Database, name: string): Promise<Ran> {
  using set = migrations(filesIn(root))
  const checked = await runWavec(preflightStep(set), db)
  return checked.exit === 0 ? await runWavec(migrateStep(set, { release: name }), db) : checked
}
