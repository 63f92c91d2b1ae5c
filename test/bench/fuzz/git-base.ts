import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeNodes, type Nodes, type Sandbox } from './sandbox.ts'
import type { Base } from './verb-case.ts'

/**
 * One repository for all cases of a process, with a commit for each base, made when a case first asks for it. It is put
 * beside the case's files, on a branch that has just left that base.
 */
export function baseMaker({ folder, root }: Sandbox): (base: Base | undefined, nodes: Nodes) => void {
  const parked = join(folder, 'git')
  const indexes = join(folder, 'indexes')
  const own = join(root, '.git')
  const commits = new Map<string, string>()
  mkdirSync(indexes)
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['--git-dir', parked, '--work-tree', root, '-c', 'core.autocrlf=false', ...args], {
      encoding: 'utf8',
      env: { ...process.env, ...author },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  execFileSync('git', ['init', '--quiet', '--bare', parked], { stdio: 'ignore' })
  git('config', 'core.bare', 'false')

  const commitOf = ({ name, nodes }: Base): string => {
    writeNodes(root, nodes)
    rmSync(join(parked, 'index'), { force: true })
    git('add', '--all', '--force')
    const commit = git('commit-tree', git('write-tree'), '-m', 'base')
    if (existsSync(join(parked, 'index'))) cpSync(join(parked, 'index'), join(indexes, name))
    commits.set(name, commit)
    return commit
  }

  return (base, nodes) => {
    if (base === undefined) return
    const commit = commits.get(base.name) ?? commitOf(base)
    writeNodes(root, nodes)
    const index = join(indexes, base.name)
    if (existsSync(index)) cpSync(index, join(parked, 'index'))
    else rmSync(join(parked, 'index'), { force: true })
    mkdirSync(join(parked, 'refs/remotes/origin'), { recursive: true })
    writeFileSync(join(parked, 'refs/remotes/origin/main'), `${commit}\n`)
    writeFileSync(join(parked, 'refs/heads/work'), `${commit}\n`)
    writeFileSync(join(parked, 'HEAD'), 'ref: refs/heads/work\n')
    rmSync(own, { recursive: true, force: true })
    // As a linked work tree has it: the repository is elsewhere.
    writeFileSync(own, `gitdir: ${parked}\n`)
  }
}

const author = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.c',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
}
