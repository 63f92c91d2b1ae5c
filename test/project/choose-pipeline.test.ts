import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { choosePipeline } from '../../src/project/choose-pipeline.ts'
import { loadParser, reversalsBy } from '../../src/sql/index.ts'
import { repository } from '../support/golden.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'

test('what is rehearsed is what compile writes, the way back of the migrations included', async () => {
  const chosen = choosePipeline(diskTree(repository), {
    pipeline: 'waves/catalog',
    path: 'waves/catalog',
    environment: undefined,
    renderer: noProgram,
    runner: standIn,
    reversals: reversalsBy(await loadParser()),
  })
  assert.ok(chosen.kind === 'chosen')
  const path = 'manifests/default/catalog/30-migrations.yaml'
  const written = loadManifests(path, readFileSync(repository + path, 'utf8')).manifests.map(({ manifest }) => manifest)
  const names = written.map(({ metadata }) => metadata.name)
  assert.deepEqual(
    chosen.manifests.filter(({ kind, metadata }) => kind === 'ConfigMap' && names.includes(metadata.name)),
    written,
  )
})
