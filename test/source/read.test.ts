import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { listFolder, readText, resolveNamed } from '../../src/source/read.ts'
import type { Outcome } from '../../src/diagnostic/diagnostic.ts'

const tree = memoryTree({ 'waves/orders/pipeline.yaml': 'a: 1\n', 'waves/orders/app/app.yaml': 'b: 2\n' })
const at = { file: 'spec', start: 3, end: 5 }

function problem({ value, diagnostics }: Outcome<unknown>): string {
  assert.equal(value, undefined)
  assert.deepEqual(
    diagnostics.map(({ span }) => span),
    [at],
  )
  return diagnostics.map(({ code, message, help }) => `${code}: ${message}; ${help}`).join('\n')
}

test('existing files and folders are read and listed', () => {
  assert.equal(readText(tree, 'waves/orders/pipeline.yaml', at).value, 'a: 1\n')
  assert.deepEqual(listFolder(tree, 'waves/orders').value, [
    { name: 'app', kind: 'directory' },
    { name: 'pipeline.yaml', kind: 'file' },
  ])
})

test('a missing path suggests its nearest neighbour, or lists the folder', () => {
  assert.equal(
    problem(readText(tree, 'waves/orders/pipelne.yaml', at)),
    'source/not-found: waves/orders/pipelne.yaml does not exist; did you mean pipeline.yaml?',
  )
  assert.equal(
    problem(readText(tree, 'waves/billing/x.yaml', at)),
    'source/not-found: waves/billing does not exist; waves contains orders',
  )
  assert.equal(
    problem(listFolder(tree, 'db', at)),
    'source/not-found: db does not exist; the repository contains waves',
  )
})

test('a file in place of a folder is reported, and a folder in place of a file', () => {
  assert.match(problem(readText(tree, 'waves/orders', at)), /^source\/is-directory/)
  assert.match(problem(listFolder(tree, 'waves/orders/pipeline.yaml', at)), /^source\/not-a-directory/)
  assert.match(problem(readText(tree, 'waves/orders/pipeline.yaml/x', at)), /^source\/not-a-directory/)
})

test('paths that leave the repository are refused', () => {
  assert.equal(resolveNamed('waves/orders', './../orders//app', at).value, 'waves/orders/app')
  for (const path of ['../../..', '/etc/passwd', 'C:\\x'])
    assert.match(problem(resolveNamed('waves/orders', path, at)), /^source\/outside/)
  assert.match(problem(readText(tree, '../x', at)), /^source\/outside/)
})
