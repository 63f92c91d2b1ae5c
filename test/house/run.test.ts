import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const passing = `import { test } from 'node:test'\ntest('passing', () => {})\n`
const failing = `import { test } from 'node:test'\ntest('failing', () => { throw new Error('no') })\n`

test('a run without test files is an error', () => {
  const { status, output } = run({ 'support/other.ts': passing })
  assert.equal(status, 1)
  assert.match(output, /no test file in test\//)
})

test('a run whose arguments match no file is an error', () => {
  assert.equal(run({ 'a.test.ts': passing }, 'b').status, 1)
})

test('files in folders are found, and the summary counts their tests', () => {
  const { status, output } = run({ 'a/one.test.ts': passing, 'b/c/two.test.ts': passing })
  assert.equal(status, 0)
  assert.match(output, /tests 2\n[\s\S]*pass 2\n[\s\S]*fail 0\n/)
})

test('a failing test and a file that cannot be loaded fail the run, and the other files still run', () => {
  const { status, output } = run({ 'a.test.ts': failing, 'b.test.ts': 'this is no code', 'c.test.ts': passing })
  assert.equal(status, 1)
  assert.match(output, /tests 3\n[\s\S]*pass 1\n[\s\S]*fail 2\n/)
  assert.match(output, /test\/b\.test\.ts/)
})

const starting = "import { spawn } from 'node:child_process'\nexport const start = spawn\n"
const indirect = `import { start } from './support/start.ts'\nvoid start\n${failing}`

test('a fast run skips test files that start a program, directly or through an import', () => {
  const slow = { 'a.test.ts': `import 'node:net'\n${failing}`, 'b.test.ts': indirect, 'support/start.ts': starting }
  const { status, output } = run({ ...slow, 'c.test.ts': passing }, '--fast')
  assert.equal(status, 0)
  assert.match(output, /tests 1\n/)
  assert.match(run({ ...slow, 'c.test.ts': passing }).output, /tests 3\n[\s\S]*fail 2\n/)
  assert.equal(run(slow, '--fast').status, 1, 'no file is left')
})

test('a fast run leaves out a rehearsal', () => {
  const rehearsing = `import '../src/rehearse/index.ts'\n${failing}`
  const { status } = run({ 'a.test.ts': rehearsing, 'b.test.ts': passing, '../src/rehearse/index.ts': '' }, '--fast')
  assert.equal(status, 0)
})

test('a fast run keeps test files that only import the program under test', () => {
  const { output } = run({ 'a.test.ts': `import '../src/a.ts'\n${passing}`, '../src/a.ts': starting }, '--fast')
  assert.match(output, /tests 1\n/)
})

function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-house-'))
  try {
    for (const [name, text] of Object.entries({ ...files, '../package.json': '{ "type": "module" }' })) {
      mkdirSync(dirname(join(folder, 'test', name)), { recursive: true })
      writeFileSync(join(folder, 'test', name), text)
    }
    cpSync(join(root, 'test/run.ts'), join(folder, 'test/run.ts'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    const command = ['--import', 'tsx', '--test-reporter=spec', 'test/run.ts', ...args]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: folder, encoding: 'utf8' })
    return { status, output: stdout + stderr }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
