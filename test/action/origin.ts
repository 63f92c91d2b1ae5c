// Stands in for a repository on a server: a bare repository on disk, and clones that push to it.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { program } from '../cli/cli.ts'
import { emptyFolder } from '../cli/output/workspace.ts'

const shop = fileURLToPath(new URL('../cli/fixtures/shop', import.meta.url))
const action = fileURLToPath(new URL('../../.github/actions/compile', import.meta.url))

export interface Ran {
  readonly exit: number | null
  /** stdout and stderr. */
  readonly output: string
}

export interface Origin {
  readonly path: string
  /** A folder for programs that come first in the PATH. */
  readonly programs: string
  /** A fresh clone of main. */
  clone(name: string): string
  /** The commits of a branch, newest first, as `git log --format=%s`. */
  log(branch: string): readonly string[]
}

/** `main` contains the sample of test/cli/fixtures/shop, not yet compiled. */
export function origin(t: TestContext): Origin {
  const root = emptyFolder(t)
  const path = join(root, 'origin.git')
  const programs = join(root, 'programs')
  mkdirSync(programs)
  run(root, ['git', 'init', '--quiet', '--bare', '--initial-branch=main', path])
  const clone = (name: string): string => {
    git(root, 'clone', '--quiet', path, name)
    return join(root, name)
  }
  const first = clone('first')
  cpSync(shop, first, { recursive: true })
  git(first, 'checkout', '--quiet', '-B', 'main')
  commitAll(first, 'Pipeline')
  push(first)
  writeProgram(programs, 'wavec', `exec "${process.execPath}" "${program}" "$@"`)
  const log = (branch: string) => git(path, 'log', '--format=%s', branch).trim().split('\n')
  return { path, programs, clone, log }
}

export function writeProgram(folder: string, name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/usr/bin/env bash\nset -euo pipefail\n${body}\n`)
  chmodSync(join(folder, name), 0o755)
}

/** Runs a script of the action in a clone. */
export function script({ programs }: Origin, name: string, cwd: string, env: Readonly<Record<string, string>>): Ran {
  const { PATH = '' } = process.env
  return run(cwd, ['bash', join(action, name)], {
    PATH: `${programs}:${PATH}`,
    WAVEC: join(programs, 'wavec'),
    TARGET: 'main',
    ...env,
  })
}

export function commitAll(clone: string, message: string): void {
  git(clone, 'add', '--all')
  git(clone, 'commit', '--quiet', '--message', message)
}

export function push(clone: string): void {
  git(clone, 'push', '--quiet', 'origin', 'HEAD:refs/heads/main')
}

export function git(cwd: string, ...args: readonly string[]): string {
  const { exit, output } = run(cwd, ['git', ...args])
  if (exit !== 0) throw new Error(`git ${args.join(' ')} ended with ${exit}: ${output}`)
  return output
}

/** Ignores the machine's git settings and the variables of CI. */
export function run(
  cwd: string,
  [command = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ran {
  const own = Object.entries(process.env).filter(([name]) => !/^((GIT|GITHUB|GH)_|CI$)/.test(name))
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(own),
      NODE_EXTRA_CA_CERTS: undefined,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
      ...env,
    },
  })
  return { exit: status, output: `${stdout}${stderr}` }
}
