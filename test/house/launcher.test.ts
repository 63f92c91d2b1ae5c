import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { builders } from '../support/builders.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = `console.log('first', process.argv.slice(2).join(' '))\nprocess.exitCode = 3\n`

test('the launcher is executable', () => {
  assert.equal(statSync(join(root, 'bin/wavec')).mode & 0o111, 0o111)
  assert.match(readFileSync(join(root, 'bin/wavec'), 'utf8'), /^#!\/usr\/bin\/env node\n/)
})

test('--version needs no build', () => {
  using checkout = bareCheckout()
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  assert.deepEqual(checkout.wavec('--version'), { status: 0, stdout: `wavec ${version}\n`, stderr: '' })
})

test('without a build the launcher says how to build', () => {
  using checkout = bareCheckout()
  assert.deepEqual(checkout.wavec('compile'), { status: 2, stdout: '', stderr: 'wavec: not built yet\nnext: npm ci\n' })
  checkout.install()
  assert.equal(checkout.wavec('compile').stderr, 'wavec: not built yet\nnext: npm run prepare\n')
})

test('prepare succeeds without esbuild', () => {
  using checkout = bareCheckout()
  const stdout = 'wavec: not built, esbuild is not installed\nnext: npm ci\n'
  assert.deepEqual(checkout.prepare(), { status: 0, stdout, stderr: '' })
})

test('prepare fails if the source does not compile', () => {
  using checkout = bareCheckout()
  checkout.install()
  checkout.write('src/cli/main.ts', `import './missing.ts'\n`)
  const { status, stderr } = checkout.prepare()
  assert.equal(status, 1)
  assert.match(stderr, /Could not resolve "\.\/missing\.ts"/)
})

test('a build gets the arguments, and its exit code is passed on', () => {
  using checkout = builtCheckout()
  assert.deepEqual(checkout.wavec('check', '--format', 'json'), {
    status: 3,
    stdout: 'first check --format json\n',
    stderr: '',
  })
})

test('each verb starts its own bundle', () => {
  using checkout = builtCheckout()
  for (const name of ['run', 'compile', 'main']) {
    checkout.write(`bin/${name}.cjs`, `console.log('${name}', process.argv[2])\n// ${'0'.repeat(64)}`)
  }
  const starts = (verb: string) => checkout.wavec(verb).stdout
  assert.equal(starts('run'), 'run run\n')
  assert.equal(starts('compile'), 'compile compile\n')
  assert.equal(starts('check'), 'compile check\n')
  for (const verb of ['lint', 'help', 'frobnicate']) assert.equal(starts(verb), `main ${verb}\n`)
})

test('a build older than its source warns and runs', () => {
  using checkout = builtCheckout()
  checkout.write('src/cli/unused.ts', '')
  checkout.touch('src/cli/unused.ts', Date.now() + 60_000)
  assert.equal(checkout.wavec().stderr, '')
  checkout.touch('src/cli/main.ts', Date.now() + 60_000)
  const stderr = 'wavec: this build is older than src/cli/main.ts\nnext: npm run prepare\n'
  assert.deepEqual(checkout.wavec(), { status: 3, stdout: 'first \n', stderr })
})

test('a program of the Jobs that is older than its source warns where it would be compiled', () => {
  using checkout = builtCheckout()
  checkout.write('src/cli/step.ts', '')
  checkout.write('bin/run.cjs', `// src/cli/main.ts src/cli/step.ts\n// ${'0'.repeat(64)}`)
  assert.equal(checkout.wavec('compile').stderr, '')
  checkout.touch('src/cli/step.ts', Date.now() + 60_000)
  assert.match(checkout.wavec('compile').stderr, /^wavec: this build is older than src\/cli\/step\.ts\n/)
})

test('the code cache is used only with the bundle it was built for', () => {
  using checkout = builtCheckout()
  const bundle = checkout.read('bin/main.cjs')
  // V8 compares only the length of the source, so the output shows whether the cache was used.
  const other = bundle.replace('first', 'other')
  checkout.write('bin/main.cjs', other)
  assert.equal(checkout.wavec().stdout, 'first \n')
  checkout.write('bin/main.cjs', other.replace(/\w{64}$/, '0'.repeat(64)))
  assert.equal(checkout.wavec().stdout, 'other \n')
})

test('V8 accepts every code cache of this checkout', () => {
  const launcher = JSON.stringify(join(root, 'bin/wavec'))
  const refused = `const { bundles, readBundle, readCache, scriptOf } = require(${launcher})
    for (const name of bundles) {
      const bundle = readBundle(name)
      if (scriptOf(name, bundle, readCache(name, bundle)).cachedDataRejected) console.log(name)
    }`
  assert.deepEqual(node('-e', refused), { status: 0, stdout: '', stderr: '' })
})

test('a truncated code cache is not used', () => {
  using checkout = builtCheckout()
  checkout.write('bin/main.cjs', checkout.read('bin/main.cjs').replace('first', 'other'))
  const cache = readFileSync(checkout.path('bin/main.cache'))
  writeFileSync(checkout.path('bin/main.cache'), cache.subarray(0, -200))
  assert.equal(checkout.wavec().stdout, 'other \n')
})

function builtCheckout() {
  const checkout = bareCheckout()
  checkout.install()
  checkout.write('src/cli/main.ts', program)
  const { status, stdout } = checkout.prepare()
  assert.equal(status, 0)
  // The program exits with 3, like a warm-up that fails: the cache is written all the same.
  const lines = ['run', 'compile', 'main'].map(
    (name) => `wavec: built bin/${name}.cjs (N kB), with a code cache (its warm-up ended in 3)\n`,
  )
  assert.equal(stdout.replaceAll(/\d+ kB/g, 'N kB'), `wavec: built bin/runner.br (N kB)\n${lines.join('')}`)
  return checkout
}

function bareCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-house-'))
  const path = (name: string) => join(folder, name)
  for (const name of ['cli', 'connect', 'project']) mkdirSync(path(`src/${name}`), { recursive: true })
  for (const name of ['connect', 'project']) writeFileSync(path(`src/${name}/index.ts`), '')
  for (const name of ['bin/wavec', 'bin/package.json', ...builders, 'package.json'])
    cpSync(join(root, name), path(name), { recursive: true })
  return {
    path,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    write: (name: string, text: string) => writeFileSync(path(name), text),
    touch: (name: string, milliseconds: number) => utimesSync(path(name), milliseconds / 1000, milliseconds / 1000),
    install: () => symlinkSync(join(root, 'node_modules'), path('node_modules'), 'junction'),
    prepare: () => node(path('bin/build.mjs')),
    wavec: (...args: readonly string[]) => node(path('bin/wavec'), ...args),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function node(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('characters outside ASCII are printed unchanged', () => {
  // The launcher decodes the bundle as latin1, so the bundler must have escaped every other character.
  const { stdout } = spawnSync(process.execPath, [join(root, 'bin/wavec'), 'graph', '--as', 'html'], {
    cwd: root,
    encoding: 'utf8',
  })
  assert.match(stdout, /play\.textContent = '▶ play'/)
})
