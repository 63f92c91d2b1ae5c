import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const tsx = import.meta.resolve('tsx')

export interface Ran {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The real program from its source, in a process of its own. `undefined` takes a variable out of the environment. */
export function wavec(args: readonly string[], cwd: string, env: Readonly<Record<string, string | undefined>> = {}): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', tsx, main, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return { exit: status, stdout, stderr }
}

/** All that a person sees: both streams and the exit code. */
export function transcript(args: readonly string[], { exit, stdout, stderr }: Ran): string {
  return `$ wavec ${args.join(' ')}\n${stdout}${stderr === '' ? '' : `[stderr]\n${stderr}`}[exit ${exit}]\n`
}
