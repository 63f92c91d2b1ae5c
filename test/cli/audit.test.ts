import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { golden, repository } from '../support/golden.ts'
import { program, transcript, wavec } from './cli.ts'

const folder = `${repository}test/cli/audit`

for (const name of ['wave-only-jobs', 'hook-succeeded', 'helm-hooks']) {
  test(`findings in a migration as guides show it: ${name}`, () => {
    const ran = wavec(['audit', name], folder)
    golden(`test/cli/audit/${name}.out`, transcript(['audit', name], ran))
  })
}

test('prints formats for pull requests and for programs', () => {
  const github = wavec(['audit', 'helm-hooks', '--format', 'github'], folder)
  golden('test/cli/audit/github.out', transcript(['audit', 'helm-hooks', '--format', 'github'], github))
  const { stdout } = wavec(['audit', 'helm-hooks', '--format', 'json'], folder)
  const report: unknown = JSON.parse(stdout)
  assert.ok(typeof report === 'object' && report !== null && 'manifests' in report && report.manifests === 3)
})

test('audits manifests from stdin', () => {
  const input = readFileSync(join(folder, 'hook-succeeded/orders.yaml'))
  const { stdout, status } = spawnSync(process.execPath, [program, 'audit', '-'], { input, encoding: 'utf8' })
  assert.match(stdout, /^<stdin>:8:44 warning hook\/no-before-hook-creation$/m)
  assert.equal(status, 1)
})

test('unreadable paths and empty input are refused', () => {
  const transcripts = [['audit'], ['audit', 'nowhere'], ['audit', 'none', '--fixx']].map((args) =>
    transcript(args, wavec(args, folder)),
  )
  golden('test/cli/audit/misuse.out', transcripts.join('\n'))
})

test('a fix changes only the bytes of its finding, and a second run finds nothing to fix', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  t.after(() => rmSync(root, { recursive: true }))
  cpSync(join(folder, 'hook-succeeded'), root, { recursive: true })
  const file = join(root, 'orders.yaml')
  const before = `\ufeff${readFileSync(file, 'utf8').replaceAll('\n', '\r\n')}# Grüße  \r\n`
  writeFileSync(file, before)
  const first = wavec(['audit', '--fix', '.'], root)
  assert.match(first.stdout, /^1 finding fixed, /m)
  const after = readFileSync(file, 'utf8')
  assert.equal(after, before.replace('policy: HookSucceeded', 'policy: BeforeHookCreation,HookSucceeded'))
  assert.match(wavec(['audit', '--fix', '.'], root).stdout, /^0 findings fixed, /m)
  assert.equal(readFileSync(file, 'utf8'), after)
})

test('our own manifests have no errors', () => {
  const { stdout, exit } = wavec(['audit', 'manifests'], repository)
  assert.equal(exit, 0, stdout)
})

test('check audits the compiled manifests', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'wavec-test-'))
  t.after(() => rmSync(root, { recursive: true }))
  cpSync(`${repository}test/cli/fixtures/shop`, root, { recursive: true })
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: { name: warm-cache }\nspec: { template: { spec: { restartPolicy: Never, containers: [{ name: a, image: "x:1" }] } } }\n'
  writeFileSync(join(root, 'waves/orders/app/job.yaml'), job)
  wavec(['compile'], root)
  const { stdout, exit } = wavec(['check'], root)
  assert.match(stdout, /^manifests\/default\/orders\/60-workload\.yaml:\d+:19 warning job\/immutable$/m)
  assert.match(stdout, /^ +\d+ │ metadata: \{ name: warm-cache/m)
  assert.equal(exit, 0, stdout)
})
