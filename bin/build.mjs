// Makes bin/main.cjs, the program in one file, and bin/main.cache, V8's code cache for it. `npm ci` runs it (prepare).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const launcher = require('./wavec')
const root = fileURLToPath(new URL('..', import.meta.url))

if (process.argv[2] === '--warm-up') warmUp()
else await build().catch(failed)

async function build() {
  const esbuild = await esbuildIfThere()
  if (esbuild === undefined) {
    // Not a failure: `npx` in a bare checkout runs this too, and would keep a broken copy for ever if it failed.
    console.log('wavec: not built, esbuild is not installed\nnext: npm ci')
    return
  }
  const bundle = await bundled(esbuild)
  rmSync(launcher.cachePath, { force: true })
  replaceFile(launcher.bundlePath, bundle)
  console.log(`wavec: built bin/main.cjs (${kilobytes(bundle.length)}), ${cacheSummary()}`)
}

/** esbuild has printed its own errors with their places; the stack would add nothing. */
function failed(error) {
  if (!Array.isArray(error.errors)) throw error
  process.exitCode = 1
}

async function esbuildIfThere() {
  try {
    return await import('esbuild')
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** Names and lines are kept: with the code cache a minified bundle starts no sooner, and a stack trace stays readable. */
async function bundled(esbuild) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifySyntax: true,
    // WebAssembly that lies beside its own code; found in node_modules when SQL is judged, and not before.
    external: ['libpg-query'],
    // import() has no loader in a script that comes from the code cache; require() has.
    supported: { 'dynamic-import': false },
    legalComments: 'none',
    banner: { js: "'use strict';" },
    // yaml's own "node" entry is CommonJS, which can't be tree-shaken.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    // pg looks for it to tell Cloudflare's runtime; on Node 20 the look alone loads undici, half of a start of `run`.
    define: { Response: 'undefined' },
    logLevel: 'warning',
  })
  const code = outputFiles[0].text
  return `${code}// ${createHash('sha256').update(code).digest('hex')}`
}

/**
 * The cache holds the functions that ran before it was made, so a real compile runs first, of the samples, in a copy, and
 * then a step that finds no database. One that fails costs only speed.
 */
function cacheSummary() {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-'))
  try {
    if (existsSync(join(root, 'waves'))) cpSync(join(root, 'waves'), join(folder, 'waves'), { recursive: true })
    const script = fileURLToPath(import.meta.url)
    const { status } = spawnSync(process.execPath, [script, '--warm-up'], {
      cwd: folder,
      stdio: 'ignore',
      timeout: 60_000,
    })
    if (!existsSync(launcher.cachePath)) return 'without a code cache'
    return status === 0 ? 'with a code cache' : `with a code cache (its warm-up ended in ${status})`
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In a process of its own: runs `wavec compile` in the current folder and a step, then keeps what V8 compiled. */
function warmUp() {
  const bundle = launcher.readBundle()
  const script = launcher.scriptOf(bundle)
  process.on('exit', () => {
    replaceFile(launcher.cachePath, Buffer.concat([script.createCachedData(), Buffer.from(launcher.cacheKey(bundle))]))
  })
  process.once('beforeExit', (status) => {
    if (status !== 0) return
    Object.assign(process.env, { WAVEC_STEP: JSON.stringify(anyStep), PGHOST: '/nowhere' })
    process.argv.splice(2, 1, 'run')
    process.once('beforeExit', () => (process.exitCode = 0))
    launcher.run(script)
  })
  process.argv.splice(2, 1, 'compile')
  launcher.run(script)
}

const anyStep = {
  contract: 1,
  kind: 'migrate',
  pipeline: 'none',
  environment: 'none',
  namespace: 'none',
  release: 'none',
  digest: '0'.repeat(64),
  stopAfter: 1,
  database: { engine: 'postgres', lockTimeout: 0, statementTimeout: 0 },
  migrations: { tool: 'sql' },
  expect: [],
}

/** By renaming, so that a process that starts at this moment reads the old file or the new one. */
function replaceFile(path, content) {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, content)
  renameSync(temporary, path)
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`
}
