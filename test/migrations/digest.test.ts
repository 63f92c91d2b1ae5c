import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../src/migrations/digest.ts'
import { versionedNames } from '../../src/migrations/naming.ts'
import { migrationIndex } from '../../src/migrations/order.ts'
import { readMigrations } from '../../src/migrations/read.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'

const span = { file: 'waves/x/pipeline.yaml', start: 0, end: 0 }

function filesOf(files: Readonly<Record<string, string>>) {
  const tree = memoryTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`waves/x/migrations/${name}`, text])),
  )
  return readMigrations(tree, { path: 'migrations', base: 'waves/x', span }).value ?? []
}

test('CRLF line ends keep the digest, and a changed byte changes it', () => {
  const digest = (text: string) => digestOf({ tool: 'sql', files: filesOf({ 'V1__x.sql': text }) })
  assert.equal(digest('select 1;\r\n'), digest('select 1;\n'))
  assert.notEqual(digest('select 1;\n'), digest('select 2;\n'))
})

test('renaming a file, the tool, the image and the command each change the digest', () => {
  const files = filesOf({ 'V1__x.sql': 'select 1;' })
  const inputs = [
    { tool: 'sql', files },
    { tool: 'flyway', files },
    { tool: 'sql', files: filesOf({ 'V2__x.sql': 'select 1;' }) },
    { tool: 'command', files: [], image: 'a:1', command: ['migrate'] },
    { tool: 'command', files: [], image: 'a:2', command: ['migrate'] },
    { tool: 'command', files: [], image: 'a:1', command: ['migrate', '--noinput'] },
  ]
  assert.equal(new Set(inputs.map(digestOf)).size, inputs.length)
})

test('the index lists the files to apply: versioned by version, then repeatable by name', () => {
  const names = [
    'R__b.sql',
    'V10__x.sql',
    'V2__x.sql',
    'R__a.sql',
    'afterMigrate.sql',
    'V2__x.sql.conf',
    'sub/V1__x.sql',
  ]
  const index = migrationIndex(filesOf(Object.fromEntries(names.map((name) => [name, name]))), versionedNames)
  assert.deepEqual(
    index.map(({ file, version }) => [file, version]),
    [
      ['sub/V1__x.sql', '1'],
      ['V2__x.sql', '2'],
      ['V10__x.sql', '10'],
      ['R__a.sql', undefined],
      ['R__b.sql', undefined],
    ],
  )
})

test('hidden files and Python caches are not migrations', () => {
  assert.deepEqual(
    filesOf({ '.keep': '', '__pycache__/a.pyc': '', '0001_initial.py': '' }).map(({ name }) => name),
    ['0001_initial.py'],
  )
})
