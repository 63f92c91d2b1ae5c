// Makes what `import 'wavec'` loads, bin/api/, and its types, types/: when the package is packed (prepack), not before,
// because neither the program nor a checkout needs them.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { apiOptions } from './build-api-options.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const options = apiOptions(root)

await bundle()
declare()
prune()

async function bundle() {
  rmSync(join(root, 'bin/api'), { recursive: true, force: true })
  await build(options)
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
  for (const path of Object.values(options.entryPoints))
    visit(join(root, 'types', path.replace('src/', '').replace('.ts', '.d.ts')))
  for (const path of readdirSync(join(root, 'types'), { recursive: true })) {
    const file = join(root, 'types', path)
    if (file.endsWith('.d.ts') && !named.has(file)) rmSync(file)
  }
  console.log(
    `wavec: built bin/api (${readdirSync(join(root, 'bin/api')).length} files) and ${named.size} declarations`,
  )
}
