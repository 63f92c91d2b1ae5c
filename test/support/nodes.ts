// The Nodes that wavec promises to run on: this process's own, and npm's packages of the others, which hold the program
// itself. They are kept in node_modules/.cache; without a registry their tests are skipped with a reason.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface TestedNode {
  readonly version: string
  readonly path: string
  /** Why it is not here, as node:test's `skip`. */
  readonly skip: string | false
}

/** As in .github/workflows/ci.yml. */
const promised = ['20.19', '22', '24', '26']
const cache = fileURLToPath(new URL('../../node_modules/.cache/nodes', import.meta.url))

export const nodes: readonly TestedNode[] = promised.map((version) => {
  if (`${process.versions.node}.`.startsWith(`${version}.`)) return { version, path: process.execPath, skip: false }
  const folder = join(cache, version)
  const name = `node-${process.platform}-${process.arch}`
  const path = join(folder, 'node_modules', name, 'bin/node')
  if (!existsSync(path)) install(`${name}@${version}`, folder)
  const { status } = spawnSync(path, ['--version'])
  return { version, path, skip: status === 0 ? false : `there is no Node ${version} here, and npm can't fetch one` }
})

function install(spec: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--prefer-offline']
  spawnSync('npm', ['install', ...quiet, '--prefix', folder, spec], { stdio: 'ignore', timeout: 120_000 })
}
