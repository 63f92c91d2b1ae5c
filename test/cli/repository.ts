import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestContext } from 'node:test'
import { emptyFolder } from './output/workspace.ts'

const shop = fileURLToPath(new URL('./fixtures/shop', import.meta.url))

export const spec = 'waves/orders/pipeline.yaml'
export const migrateJob = 'manifests/default/orders/31-migrate.yaml'

/** A copy of the repository in `fixtures/shop`: one small pipeline, nothing compiled yet. */
export function repository(t: TestContext): string {
  const root = emptyFolder(t)
  cpSync(shop, root, { recursive: true })
  return root
}

/** Replaces text of a file, which must be there. */
export function edit(root: string, path: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(root, path), 'utf8')
  if (text.search(from instanceof RegExp ? from : escaped(from)) === -1)
    throw new Error(`${path} does not hold "${from}"`)
  writeFileSync(join(root, path), text.replace(from, to))
}

function escaped(text: string): RegExp {
  return new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
}

/** Ignores the user's git settings, and sets a fixed author. */
const anybody = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'] as const

/** Runs git in the repository. */
export function git(root: string, ...args: readonly string[]): string {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  return execFileSync('git', ['-C', root, ...anybody, ...args], {
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Commits all files on the current branch; the first commit is on `main`. */
export function commit(root: string, message = 'all'): void {
  git(root, 'init', '--quiet', '--initial-branch=main')
  git(root, 'add', '--all')
  git(root, 'commit', '--quiet', '--message', message)
}

/** Further pipelines like the first, under other names. */
export function addPipelines(root: string, names: readonly string[]): void {
  for (const name of names) {
    cpSync(join(root, 'waves/orders'), join(root, 'waves', name), { recursive: true })
    edit(root, `waves/${name}/pipeline.yaml`, 'name: orders', `name: ${name}`)
  }
}
