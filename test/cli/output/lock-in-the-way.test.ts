import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { wavec } from '../cli.ts'
import { repository } from '../repository.ts'

test('where the lock file cannot be written, nothing is written', (t) => {
  const root = repository(t)
  mkdirSync(join(root, 'waves/orders/pipeline.lock'))
  const { exit, stdout } = wavec(['compile'], root)
  assert.equal(exit, 1)
  assert.match(stdout, /^waves\/orders\/pipeline.lock error source\/is-directory/)
  assert.equal(existsSync(join(root, 'manifests')), false)
})
