// Substitutions in the text of a container: the kubelet's expansion, and local paths for mounted ones.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nested } from '../../src/rehearse/nested.ts'
import { expand } from '../../src/rehearse/expansion.ts'
import { withLocalPaths } from '../../src/rehearse/paths.ts'
import { newFileOf } from '../../src/rehearse/statements.ts'

test('$(NAME) and $$ are expanded as by the kubelet', () => {
  const variables = new Map([['HOST', 'db']])
  const table = {
    'jdbc://$(HOST)/x': 'jdbc://db/x',
    '$(MISSING)': '$(MISSING)',
    '$$(HOST)': '$(HOST)',
    'do $$$$ begin': 'do $$ begin',
    '$(HOST': '$(HOST',
    '$HOST $': '$HOST $',
  }
  for (const [text, expected] of Object.entries(table)) assert.equal(expand(text, variables), expected)
})

test('only complete mount paths are replaced, the longest first', () => {
  const mounts = [
    { path: '/wavec', folder: '/t/a' },
    { path: '/wavec/index', folder: '/t/b' },
    { path: '/tmp', folder: '/t/c' },
  ]
  const table = {
    'filesystem:/wavec/index': 'filesystem:/t/b',
    '{"index":"/wavec/index/index.json","files":"/wavec"}': '{"index":"/t/b/index.json","files":"/t/a"}',
    '/tmp': '/t/c',
    '/var/tmp /tmpfs /tmp.d': '/var/tmp /tmpfs /tmp.d',
    'http://host/wavec': 'http://host/wavec',
  }
  for (const [text, expected] of Object.entries(table)) assert.equal(withLocalPaths(text, mounts), expected)
})

test('dotted paths of a check become a nested object', () => {
  assert.deepEqual(nested({ status: 'ok', 'checks.database': 'ok', 'checks.queue': 1 }), {
    status: 'ok',
    checks: { database: 'ok', queue: 1 },
  })
})

test('a statement is assigned to the current file, then to a later one; a statement of the tool is assigned to none', () => {
  const fileOf = newFileOf(
    new Map([
      ['V1', 'create table a ();\nselect 1;\n'],
      ['V2', 'begin;\r\nselect 1;\r\nselect 2;'],
    ]),
  )
  assert.deepEqual(
    ['select 1', 'begin', 'select 2;', 'select 1', 'insert into wavec.migration', 'create table a ()'].map(fileOf),
    ['V1', undefined, 'V2', 'V2', undefined, 'V1'],
  )
})
