import { existsSync } from 'node:fs'
import { shellWord } from '../diagnostic/shell-word.ts'
import { relative, resolve, sep } from 'node:path'
import { gitTree, namedBranch } from '../connect/git.ts'
import { loadSources } from '../render/index.ts'
import { loadFromPaths } from './load-manifests.ts'
import { manifestsOf, type Live } from '../project/simulate.ts'
import { misused, wavec } from '../project/usage.ts'
import type { Around } from './load-targets.ts'

interface Asked extends Around {
  readonly paths: readonly string[]
}

/**
 * What is in the cluster: the manifests of a folder, e.g. of another checkout or of `kubectl get -o yaml`; or the same
 * paths as they were in a commit, e.g. in the one that was synced last.
 */
export function loadLive(name: string | undefined, asked: Asked): Live | undefined {
  if (name === undefined) return undefined
  const { cwd, verb } = asked
  const manifests = existsSync(resolve(cwd, name))
    ? manifestsOf(loadFromPaths([name], asked, `${wavec} ${verb} --help`))
    : manifestsAt(name, asked)
  return { name, manifests }
}

function manifestsAt(ref: string, { paths, cwd, verb }: Asked): Live['manifests'] {
  const { commit } = namedBranch(cwd, ref)
  const tree = gitTree(cwd, commit)
  const named = paths.map((path) => relative(cwd, resolve(cwd, path)).split(sep).join('/'))
  // What was not there yet has nothing live.
  const there = named.filter((path) => tree.list(path).ok || tree.read(path).ok)
  const { units, diagnostics } = loadSources({ tree, paths: there })
  const [problem] = diagnostics.filter(({ severity }) => severity === 'error')
  if (problem !== undefined) {
    const next = `git worktree add /tmp/live ${shellWord(ref)} && ${wavec} ${verb} ${paths.map(shellWord).join(' ')} --live ${shellWord(`/tmp/live/${named[0] ?? ''}`)}`
    throw misused(`${verb}: --live ${ref}: ${problem.message}`, next)
  }
  return manifestsOf({ units })
}
