// manifests/ is what waves/ compiles to, with the program of the Jobs that is committed: `npm run samples`.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import { diskTree } from '../../src/connect/disk.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { textAt } from '../../src/manifest/fields.ts'
import { check } from '../../src/project/check.ts'
import { runnerKey } from '../../src/protocol/runner.ts'
import { loadParser, reversalsBy } from '../../src/sql/index.ts'
import { repository } from '../support/golden.ts'
import { renderer } from '../support/renderers.ts'

const programs = readdirSync(`${repository}manifests`, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('-runner.yaml'))
  .sort()
  .flatMap((path) => loadManifests(path, readFileSync(`${repository}manifests/${path}`, 'utf8')).manifests)
  .map(({ manifest }) => textAt(manifest, 'binaryData', runnerKey) ?? '')
const [base64 = ''] = programs
const bytes = Buffer.from(base64, 'base64')

test('all samples bring the same program to their Jobs', () => {
  assert.ok(programs.length > 5)
  assert.deepEqual([...new Set(programs)], [base64])
  assert.match(brotliDecompressSync(bytes).toString(), /^['"]use strict['"];/)
})

test('the committed manifests are current', async () => {
  const runner = { base64, sha256: createHash('sha256').update(bytes).digest('hex') }
  const parser = await loadParser()
  const { diagnostics } = await check(diskTree(repository), {
    parser: () => Promise.resolve(parser),
    renderer,
    runner,
    reversals: reversalsBy(parser),
  })
  const drift = diagnostics.filter(({ code }) => code.startsWith('drift/'))
  assert.deepEqual(
    drift.map(({ code, span, message }) => `${code} ${span?.file}: ${message}`),
    [],
    'next: npm run samples',
  )
})
