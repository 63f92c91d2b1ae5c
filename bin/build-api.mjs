// Makes what `import 'wavec'` loads, bin/api/, and its types, types/: when the package is packed (prepack), not before,
// because neither the program nor a checkout needs them.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
/** By name in package.json's `exports`. */
const entries = { index: 'project/index', node: 'connect/index' }

await bundle()
declare()
prune()

async function bundle() {
  rmSync(join(root, 'bin/api'), { recursive: true, force: true })
  await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, path]) => ({ in: `src/${path}.ts`, out })),
    outdir: 'bin/api',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What both entries use, `Failure` above all, must be one and the same for `instanceof`.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifySyntax: true,
    // WebAssembly that lies beside its own code; found in node_modules when SQL is judged.
    external: ['libpg-query'],
    legalComments: 'none',
    // yaml's own "node" entry is CommonJS, which can't be tree-shaken.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    logLevel: 'warning',
  })
}

function declare() {
  rmSync(join(root, 'types'), { recursive: true, force: true })
  const { status } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(1)
}

/** tsc declares every file that it has read; kept are those that the entries' own types name. */
function prune() {
  const named = new Set()
  const visit = (path) => {
    if (named.has(path)) return
    named.add(path)
    // A declaration that names a .ts file is only read where the reader allows that.
    const text = readFileSync(path, 'utf8').replaceAll(/((?:from |import\()['"]\.[^'"]+)\.ts(?=['"])/g, '$1.js')
    writeFileSync(path, text)
    for (const [, name] of text.matchAll(/(?:from |import\()['"](\.[^'"]+)\.js['"]/g))
      visit(join(dirname(path), `${name}.d.ts`))
  }
  for (const path of Object.values(entries)) visit(join(root, 'types', `${path}.d.ts`))
  for (const path of readdirSync(join(root, 'types'), { recursive: true })) {
    const file = join(root, 'types', path)
    if (file.endsWith('.d.ts') && !named.has(file)) rmSync(file)
  }
  console.log(
    `wavec: built bin/api (${readdirSync(join(root, 'bin/api')).length} files) and ${named.size} declarations`,
  )
}
