// Makes the program, bin/main.cjs, bin/compile.cjs with no more than compiling needs and bin/run.cjs with no more than the
// Jobs need, each with V8's code cache for it, and THIRD-PARTY-NOTICES. What is in a file costs at every start. `npm ci`
// runs it (prepare). bin/runner.br is run.cjs again, as it travels to the Jobs: minified and compressed. `--runner FILE`
// makes only that.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { brotliCompressSync, constants } from 'node:zlib'
import { apiOptions } from './build-api-options.mjs'
import { LicenceError, noticesOf } from './build-notices.mjs'

const require = createRequire(import.meta.url)
const launcher = require('./wavec')
const root = fileURLToPath(new URL('..', import.meta.url))

/** By bundle: command lines that end by themselves, and how; the last one needs what `compile` has written. */
const warmUps = {
  run: [{ args: ['run'], exit: 75 }],
  compile: [{ args: ['compile'], exit: 0 }],
  main: [
    { args: ['lint', 'waves'], exit: 0 },
    { args: ['simulate'], exit: 0 },
  ],
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

if (process.argv[2] === '--warm-up') warmUp(process.argv[3])
else if (process.argv[2] === '--runner')
  await import('esbuild').then((esbuild) => buildRunner(esbuild, process.argv[3]))
else await build().catch(failed)

async function build() {
  const esbuild = await esbuildIfThere()
  if (esbuild === undefined) {
    // Not a failure: `npx` in a bare checkout runs this too, and would keep a broken copy for ever if it failed.
    console.log('wavec: not built, esbuild is not installed\nnext: npm ci')
    return
  }
  const bundles = await Promise.all(launcher.bundles.map(async (name) => ({ name, ...(await bundled(esbuild, name)) })))
  replaceFile(join(root, 'THIRD-PARTY-NOTICES'), await notices(esbuild, bundles))
  const runner = await buildRunner(esbuild, launcher.runnerPath)
  console.log(`wavec: built bin/runner.br (${kilobytes(runner.length)})`)
  for (const { name, code } of bundles) {
    rmSync(launcher.cachePath(name), { force: true })
    replaceFile(launcher.bundlePath(name), code)
  }
  const folder = mkdtempSync(join(tmpdir(), 'wavec-'))
  try {
    if (existsSync(join(root, 'waves'))) cpSync(join(root, 'waves'), join(folder, 'waves'), { recursive: true })
    for (const { name, code } of bundles)
      console.log(`wavec: built bin/${name}.cjs (${kilobytes(code.length)}), ${cacheSummary(name, folder)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** esbuild has printed its own errors with their places; the stack would add nothing. */
function failed(error) {
  if (error instanceof LicenceError) for (const problem of error.problems) console.error(`wavec: not built, ${problem}`)
  else if (!Array.isArray(error.errors)) throw error
  process.exitCode = 1
}

/** Of the API too, though only packing makes that: `npm pack` runs this after it. */
async function notices(esbuild, bundles) {
  const { metafile } = await esbuild.build({ ...apiOptions(root), write: false, metafile: true })
  const programs = bundles.map((bundle) => [`bin/${bundle.name}.cjs`, bundle.metafile])
  return noticesOf(root, Object.fromEntries([...programs, ['bin/api', metafile]]))
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
async function bundled(esbuild, name) {
  const { outputFiles, metafile } = await esbuild.build({ ...optionsOf(name), minifySyntax: true })
  const sources = Object.keys(metafile.inputs).filter((path) => path.startsWith('src/'))
  // The launcher asks these whether the bundle is older than its source, and no others: each question is paid at a start.
  const code = `${outputFiles[0].text}// ${sources.sort().join(' ')}\n`
  return { code: `${code}// ${createHash('sha256').update(code).digest('hex')}`, metafile }
}

/**
 * Its bytes are part of every manifest, so nothing of this machine may get into them: esbuild is pinned, and Node 20 to 26
 * bring versions 1.1 and 1.2 of brotli, which compress to the same bytes (the test house/runner compares them). The
 * notices go with the code into the repositories of its users.
 */
async function buildRunner(esbuild, path) {
  const { outputFiles, metafile } = await esbuild.build({ ...optionsOf('run'), minify: true })
  const licences = noticesOf(root, { 'this program': metafile }).replaceAll('*/', '* /')
  const contents = Buffer.from(`${outputFiles[0].text}/*\n${licences}*/\n`)
  const bytes = brotliCompressSync(contents, {
    params: {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    },
  })
  replaceFile(path, bytes)
  return bytes
}

function optionsOf(name) {
  return {
    absWorkingDir: root,
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // WebAssembly that lies beside its own code; found in node_modules when SQL is judged, and not before.
    external: ['libpg-query'],
    plugins: [withoutOtherVerbs(name)],
    // import() has no loader in a script that comes from the code cache; require() has.
    supported: { 'dynamic-import': false },
    // THIRD-PARTY-NOTICES has all of them.
    legalComments: 'none',
    banner: { js: "'use strict';" },
    // yaml's own "node" entry is CommonJS, which can't be tree-shaken.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    // pg looks for it to tell Cloudflare's runtime; on Node 20 the look alone loads undici, half of a start of `run`.
    define: { Response: 'undefined' },
    logLevel: 'warning',
  }
}

/** The launcher starts no other verb from this bundle, so what the others load is left out. */
function withoutOtherVerbs(name) {
  return {
    name: 'without-other-verbs',
    setup: ({ onResolve }) =>
      onResolve({ filter: /^\.\/[\w-]+\.ts$/ }, ({ path, kind, importer }) => {
        const isVerb = kind === 'dynamic-import' && importer === join(root, 'src/cli/commands/index.ts')
        const verb = path.slice('./'.length, -'.ts'.length)
        return isVerb && name !== 'main' && launcher.bundleOf(verb) !== name ? { path, external: true } : undefined
      }),
  }
}

/**
 * The cache holds the functions that ran before it was made, so the bundle does first what it is there for: a step that
 * finds no database, or work on the samples, in a copy. One that fails costs only speed.
 */
function cacheSummary(name, folder) {
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--warm-up', name], {
    cwd: folder,
    stdio: 'ignore',
    timeout: 60_000,
  })
  if (!existsSync(launcher.cachePath(name))) return 'without a code cache'
  const bundle = launcher.readBundle(name)
  if (launcher.scriptOf(name, bundle, launcher.readCache(name, bundle)).cachedDataRejected)
    return 'with a code cache that V8 refuses'
  return status === 0 ? 'with a code cache' : `with a code cache (its warm-up ended in ${status})`
}

/** In a process of its own, in a folder of samples: lets the bundle do its work, then keeps what V8 compiled. */
function warmUp(name) {
  const bundle = launcher.readBundle(name)
  const script = launcher.scriptOf(name, bundle)
  process.on('exit', () => {
    // What src/cli/sql-parser.ts has set: V8 refuses a cache that was made under other flags than it is read under.
    for (const flag of ['--wasm-tier-up', '--wasm-dynamic-tiering']) setFlagsFromString(flag)
    const cache = Buffer.concat([script.createCachedData(), Buffer.from(launcher.cacheKey(bundle))])
    replaceFile(launcher.cachePath(name), cache)
  })
  Object.assign(process.env, { WAVEC_STEP: JSON.stringify(anyStep), PGHOST: '/nowhere' })
  const given = process.argv.slice(0, 2)
  const works = [...warmUps[name]]
  const next = () => {
    const work = works.shift()
    if (work === undefined) return
    process.once('beforeExit', (status) => {
      if (status !== work.exit) return
      process.exitCode = 0
      next()
    })
    process.argv = [...given, ...work.args]
    launcher.run(name, script)
  }
  next()
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
