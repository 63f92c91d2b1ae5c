import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'

/** Where git is started, and where the root of the pipelines is from there. */
export interface Place {
  /** The nearest folder upwards that contains `.git`, else the root itself. */
  readonly top: string
  /** Empty, or ends in `/`. */
  readonly prefix: string
  readonly hasRepository: boolean
}

/**
 * Git starts in the folder that contains `.git`, because git looks for that first. In a folder below, a few committed
 * files (HEAD, config, objects, refs) would pass for a bare repository with a configuration of their author.
 */
export function placeOf(root: string): Place {
  const real = realpathSync(root)
  for (let top = real; ; top = dirname(top)) {
    if (existsSync(join(top, '.git'))) {
      const way = relative(top, real).split(sep).join('/')
      return { top, prefix: way === '' ? '' : `${way}/`, hasRepository: true }
    }
    if (top === dirname(top)) return elsewhere(real)
  }
}

/** The repository that the user's GIT_DIR and GIT_WORK_TREE name, if any. */
function elsewhere(top: string): Place {
  const place: Place = { top, prefix: '', hasRepository: false }
  if (process.env['GIT_DIR'] === undefined) return place
  const prefix = runGit(place, ['rev-parse', '--show-prefix'])
  return prefix.ok ? { ...place, prefix: prefix.stdout.toString().trim() } : place
}

export type Ran =
  | { readonly ok: true; readonly stdout: Buffer }
  | {
      readonly ok: false
      /** `failed`: git ran and refused. */
      readonly problem: 'no-git' | 'timeout' | 'failed'
      readonly status: number | null
      /** Git's own reason, one line. */
      readonly reason: string
    }

const largest = 256 * 1024 * 1024
const timeout = 120_000

interface Given {
  readonly input?: string
  /** Further settings, by key. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Runs one command of git, with nothing of the repository's configuration that starts a program. */
export function runGit(
  { top, hasRepository }: Place,
  args: readonly string[],
  { input, settings = {} }: Given = {},
): Ran {
  const ran = spawnSync('git', [...safeWords, '-C', top, ...args], {
    // Some systems look for a program in the present folder first, and that one is the repository's.
    cwd: dirname(process.execPath),
    env: environment(hasRepository, settings),
    maxBuffer: largest,
    timeout,
    killSignal: 'SIGKILL',
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  })
  return ran.status === 0 ? { ok: true, stdout: ran.stdout } : refused(ran, args[0] ?? '')
}

function refused({ error, status, stderr }: SpawnSyncReturns<Buffer>, verb: string): Ran {
  if (error === undefined) return { ok: false, problem: 'failed', status, reason: reasonIn(stderr.toString(), status) }
  switch ('code' in error ? error.code : undefined) {
    case 'ETIMEDOUT':
      return { ok: false, problem: 'timeout', status, reason: `git ${verb} did not end in ${timeout / 1000} s` }
    case 'ENOBUFS':
      return { ok: false, problem: 'failed', status, reason: `git ${verb} printed more than 256 MiB` }
    default:
      return { ok: false, problem: 'no-git', status, reason: error.message }
  }
}

/**
 * Each names a program, or lets git reach for one. What is set here wins over every file of configuration
 * (git-config(1), "-c"). Tokens, hooks, pagers and transports have no part in reading commits.
 */
const safeSettings: Readonly<Record<string, string>> = {
  'safe.bareRepository': 'explicit',
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.pager': 'cat',
  'core.editor': 'false',
  'core.askPass': 'false',
  'core.sshCommand': 'false',
  'core.gitProxy': '',
  'core.alternateRefsCommand': 'true',
  'credential.helper': '',
  'diff.external': '',
  'gpg.program': 'false',
  'log.showSignature': 'false',
  'protocol.allow': 'never',
  'submodule.recurse': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
}

const safeWords: readonly string[] = [
  '--no-pager',
  ...Object.entries(safeSettings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
]

/** The user's own settings of git, which no repository can make: among them which folders git may trust. */
const ownVariables = /^GIT_(CONFIG_|EXEC_PATH$|CEILING_DIRECTORIES$|DISCOVERY_ACROSS_FILESYSTEM$)/
/** Where the repository is. Git sets them for its hooks too, and there they may mean another one than the root's. */
const placeVariables = /^GIT_(DIR|WORK_TREE|COMMON_DIR|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$/

function environment(hasRepository: boolean, settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_') || ownVariables.test(name) || (!hasRepository && placeVariables.test(name)),
  )
  return {
    ...Object.fromEntries(kept),
    ...added(settings),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
  }
}

/** As variables, because a key may contain `=`; after those that the user has set. */
function added(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const first = Number(process.env['GIT_CONFIG_COUNT'] ?? 0)
  const entries = Object.entries(settings)
  if (entries.length === 0) return {}
  const pairs = entries.flatMap(([key, value], at): [string, string][] => [
    [`GIT_CONFIG_KEY_${first + at}`, key],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ])
  return { ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(first + entries.length) }
}

function reasonIn(stderr: string, status: number | null): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '')
  const line = lines.find((each) => /^(fatal|error): /.test(each)) ?? lines[0]
  return line === undefined
    ? `git ended with exit code ${status ?? 'none'}`
    : line.replace(/^(fatal|error): /, '').trim()
}
