import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { standInBytes } from '../support/runner-program.ts'

export interface Ran {
  readonly exit: number | null
  readonly stdout: string
  readonly stderr: string
}

/** The program, bundled once per test run: starting tsx for each command line would cost a minute. */
export const program = bundle()

/** Runs the real program as a separate process. `undefined` removes a variable from the environment. */
export function wavec(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined, CI: undefined, ...env },
    maxBuffer: 64 * 1024 * 1024,
  })
  return { exit: status, stdout, stderr }
}

/** All that a user sees: both streams and the exit code. */
export function transcript(args: readonly string[], { exit, stdout, stderr }: Ran): string {
  return `$ wavec ${args.join(' ')}\n${stdout}${stderr === '' ? '' : `[stderr]\n${stderr}`}[exit ${exit}]\n`
}

function bundle(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-program-'))
  // The installed program loads the modules outside its bundle from here.
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'), 'junction')
  process.on('exit', () => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'runner.br'), standInBytes)
  buildSync({
    entryPoints: [fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))],
    outfile: join(folder, 'wavec.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['libpg-query'],
    supported: { 'dynamic-import': false },
    logLevel: 'warning',
  })
  return join(folder, 'wavec.cjs')
}
