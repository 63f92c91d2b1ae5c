// The package as users get it: packed, unpacked into node_modules, and used as docs/api.md shows.
import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/api.md'), 'utf8')
const examples = [...page.matchAll(/^```js\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(
  ([, code = '', output = '']) => ({
    code,
    output,
  }),
)
const folder = mkdtempSync(join(tmpdir(), 'wavec-api-'))

before(() => {
  const options = { cwd: root, encoding: 'utf8' } as const
  execFileSync('npm', ['run', 'prepack'], options)
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder]
  const tarball = execFileSync('npm', args, options).trim()
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, 'wavec'), { recursive: true })
  execFileSync('tar', ['-xzf', join(folder, tarball), '-C', join(modules, 'wavec'), '--strip-components=1'])
  // Links only the dependencies and the types: the package cannot reach anything else of this repository.
  for (const name of ['libpg-query', '@pgsql', 'zod', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name))
  cpSync(join(root, 'waves'), join(folder, 'waves'), { recursive: true })
  cpSync(join(root, 'manifests'), join(folder, 'manifests'), { recursive: true })
})

after(() => rmSync(folder, { recursive: true }))

test('every block of docs/api.md is an example with its output', () => {
  assert.ok(examples.length >= 4)
  assert.equal(page.match(/^```js$/gm)?.length, examples.length)
})

for (const [index, { code, output }] of examples.entries()) {
  const [, title = ''] = /^\n?(?:.*\n)*?import \{ (\w+)/.exec(code) ?? []
  test(`example ${index + 1} (${title}) prints what the page says`, () => {
    writeFileSync(join(folder, `example-${index}.mjs`), code)
    const { stdout, stderr } = spawnSync(process.execPath, [`example-${index}.mjs`], { cwd: folder, encoding: 'utf8' })
    assert.equal(stderr, '')
    if (process.env['UPDATE'] === '1' && stdout !== output)
      writeFileSync(
        join(root, 'docs/api.md'),
        readFileSync(join(root, 'docs/api.md'), 'utf8').replace(
          `${code}\`\`\`\n\n\`\`\`text\n${output}`,
          () => `${code}\`\`\`\n\n\`\`\`text\n${stdout}`,
        ),
      )
    else assert.equal(stdout, output)
  })
}

test('the examples pass the strictest type check with the types of the package alone', () => {
  for (const [index, { code }] of examples.entries()) writeFileSync(join(folder, `example-${index}.mts`), code)
  const settings = {
    compilerOptions: {
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      module: 'nodenext',
      target: 'es2022',
      lib: ['es2023', 'esnext.disposable'],
      types: ['node'],
    },
    include: ['*.mts'],
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = spawnSync(join(root, 'node_modules/.bin/tsc'), [], { cwd: folder, encoding: 'utf8' })
  assert.equal(`${tsc.stdout}${tsc.stderr}`, '')
})

test('every function that the page lists is exported, and every exported function is on the page', () => {
  const code = `import * as api from 'wavec'; console.log(Object.keys(api).join(' '))`
  const names = execFileSync(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, encoding: 'utf8' })
  const missing = names.split(/\s/).filter((name) => name !== '' && !page.includes(`\`${name}`))
  assert.deepEqual(missing, [])
  const listed = [...page.matchAll(/^\| `(\w+)\(/gm)].map(([, name = '']) => name)
  assert.deepEqual(
    listed.filter((name) => !names.split(/\s/).includes(name)),
    [],
  )
})
