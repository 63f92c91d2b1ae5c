import { compare } from '../../diagnostic/diagnostic.ts'
import { unreadableCommit } from './base.ts'
import { placeOf, runGit, type Place } from './run-git.ts'

/** Paths in the work tree that differ from the commit, including untracked files that git does not ignore. */
export function changedSince(root: string, commit: string): readonly string[] {
  const place = placeOf(root)
  const { prefix } = place
  const settings = withoutFilters(place)
  const read = (...args: readonly string[]): string => {
    const ran = runGit(place, args, { settings })
    if (!ran.ok) throw unreadableCommit(commit, ran.reason)
    return ran.stdout.toString()
  }
  const only = prefix === '' ? [] : [prefix]
  const changed = read('diff', ...plain, '--name-only', '-z', commit, '--', ...only)
  const added = read('ls-files', '--others', '--exclude-standard', '-z', '--', ...only)
  const paths = `${changed}${added}`.split('\0').filter((path) => path !== '')
  return [...new Set(paths.map((path) => path.slice(prefix.length)))].sort(compare)
}

const plain = ['--no-ext-diff', '--no-textconv', '--no-renames', '--no-relative', '--ignore-submodules=all']

/** Git runs a filter on a file whose size or time differs from the index: a program that the configuration names. */
function withoutFilters(place: Place): Readonly<Record<string, string>> {
  const listed = runGit(place, ['config', '--null', '--name-only', '--get-regexp', String.raw`^filter\.`])
  // Exit code 1: there is none.
  if (!listed.ok && listed.status !== 1) throw unreadableCommit('HEAD', listed.reason)
  const keys = listed.ok ? listed.stdout.toString().split('\0') : []
  const drivers = new Set(keys.flatMap((key) => /^filter\.([\s\S]+)\.[^.]+$/.exec(key)?.[1] ?? []))
  return Object.fromEntries(
    [...drivers].flatMap((name) => [
      [`filter.${name}.clean`, ''],
      [`filter.${name}.smudge`, ''],
      [`filter.${name}.process`, ''],
      [`filter.${name}.required`, 'false'],
    ]),
  )
}
