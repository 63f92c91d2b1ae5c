import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { unreachable } from '../diagnostic/unreachable.ts'
import type { Renderer, RenderJob, Rendering } from '../render/index.ts'

/** Longer than the largest charts take. Without a limit, a chart that loops would block CI for hours. */
const timeout = 60_000
const maxBuffer = 64 * 1024 * 1024

/** A renderer that was found, and its version. */
interface Program {
  readonly path: string
  readonly by: string
}

type Found = Program | { readonly path: undefined; readonly found: string | undefined }

/**
 * kustomize (or the one inside kubectl) and helm as installed here, looked up on first use. They run in a temporary folder
 * that contains only the job's files, and without access to the network.
 */
export function programRenderer(environment: NodeJS.ProcessEnv = process.env): Renderer {
  const known = new Map<RenderJob['tool'], Found>()
  return {
    render: (job) => {
      const program = known.get(job.tool) ?? findProgram(job.tool, environment)
      known.set(job.tool, program)
      if (program.path === undefined) return { ok: false, problem: 'absent', found: program.found }
      return renderWith(program, job, environment)
    },
  }
}

function findProgram(tool: RenderJob['tool'], environment: NodeJS.ProcessEnv): Found {
  let found: string | undefined
  for (const { name, version, by } of candidates[tool]) {
    const path = findInPath(name, environment)
    if (path === undefined) continue
    const { stdout } = execute(path, version, environment)
    const number = by.exec(stdout)?.[1]
    if (number !== undefined) return { path, by: `${tool} v${number}` }
    found ??= name
  }
  return { path: undefined, found }
}

interface Candidate {
  readonly name: string
  readonly version: readonly string[]
  readonly by: RegExp
}

/** kubectl reports its kustomize version since 1.24. Older releases contain versions 2 to 4, which render differently. */
const candidates: Readonly<Record<RenderJob['tool'], readonly Candidate[]>> = {
  kustomize: [
    { name: 'kustomize', version: ['version'], by: /v?(\d+\.\d+\.\d+)/ },
    { name: 'kubectl', version: ['version', '--client'], by: /Kustomize Version: v?(\d+\.\d+\.\d+)/ },
  ],
  helm: [{ name: 'helm', version: ['version', '--template', '{{.Version}}'], by: /v?(\d+\.\d+(?:\.\d+)?)/ }],
}

function findInPath(name: string, { PATH = '' }: NodeJS.ProcessEnv): string | undefined {
  return PATH.split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

function renderWith({ path, by }: Program, job: RenderJob, environment: NodeJS.ProcessEnv): Rendering {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wavec-render-')))
  try {
    for (const [file, content] of job.files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), content)
    }
    mkdirSync(join(folder, job.folder), { recursive: true })
    const result = execute(path, argumentsFor(path, job, folder), environment)
    if (result.status === 0) return { ok: true, text: result.stdout, by }
    return { ok: false, problem: 'refused', message: messageOf(result, folder), by }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function argumentsFor(path: string, job: RenderJob, root: string): readonly string[] {
  switch (job.tool) {
    case 'kustomize':
      return [path.endsWith('kubectl') ? 'kustomize' : 'build', join(root, job.folder)]
    case 'helm': {
      const values = job.values.flatMap((file) => ['--values', join(root, file)])
      // As Argo CD renders a chart (util/helm/cmd.go, template): with its custom resource definitions.
      return [
        'template',
        job.release,
        join(root, job.folder),
        '--namespace',
        job.namespace,
        '--include-crds',
        ...values,
      ]
    }
    default:
      return unreachable(job)
  }
}

/**
 * Drops the user's settings of these tools, which would change the output from machine to machine. A proxy that does not
 * exist and no permitted git protocol keep the program offline.
 */
function execute(path: string, words: readonly string[], environment: NodeJS.ProcessEnv): SpawnSyncReturns<string> {
  const own = Object.entries(environment).filter(([name]) => !/^(HELM|KUSTOMIZE|KUBECONFIG|GIT)/.test(name))
  const nowhere = 'http://127.0.0.1:9'
  const offline = { HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: '', GIT_ALLOW_PROTOCOL: 'none' }
  const lower = { http_proxy: nowhere, https_proxy: nowhere, no_proxy: '' }
  return spawnSync(path, [...words], {
    encoding: 'utf8',
    env: { ...Object.fromEntries(own), ...offline, ...lower, KUBECONFIG: '/dev/null', LC_ALL: 'C' },
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The program's error message without what differs from run to run: folder, time and process id. */
function messageOf({ error, stderr, status }: SpawnSyncReturns<string>, folder: string): string {
  if (error !== undefined && 'code' in error && error.code === 'ETIMEDOUT')
    return `not finished after ${timeout / 1000} s`
  if (error !== undefined && 'code' in error && error.code === 'ENOBUFS') return 'more than 64 MiB of output'
  const said = stderr
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, '.')
    .replaceAll(/^[EFWI]\d{4} \S+ +\d+ \S+\] /gm, '')
    .replace(/^"command failed" err=</m, '')
    .replace(/^\s*>\s*$/m, '')
    .replace(/^[Ee]rror: /, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return said === '' ? `exit code ${status ?? 'none'}` : said
}
