// Compiles waves/ of this repository with this build, `npm run samples`. The program of the Jobs stays the committed one:
// its 100 kB change with every commit of the runner, and any two such branches would conflict in them. `--runner` brings
// the present one, before a release.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

run(join(root, 'bin/build.mjs'), [])
const folder = mkdtempSync(join(tmpdir(), 'wavec-samples-'))
try {
  mkdirSync(join(folder, 'bin'))
  for (const name of ['wavec', 'package.json', 'compile.cjs', 'runner.br'])
    cpSync(join(root, 'bin', name), join(folder, 'bin', name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const committed = committedProgram()
  if (!process.argv.includes('--runner') && committed !== undefined)
    writeFileSync(join(folder, 'bin/runner.br'), committed)
  run(join(folder, 'bin/wavec'), ['compile'])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function run(script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exitCode = status ?? 1
}

/** That of any sample: they all have the same. */
function committedProgram() {
  const paths = readdirSync(join(root, 'manifests'), { recursive: true, encoding: 'utf8' })
  const path = paths.find((each) => each.endsWith('12-runner.yaml'))
  if (path === undefined) return undefined
  const [, base64] =
    /^  wavec\.cjs\.br: "?([\w+/=]+)"?$/m.exec(readFileSync(join(root, 'manifests', path), 'utf8')) ?? []
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
}
