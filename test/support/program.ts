import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const builder = fileURLToPath(new URL('../../bin/build.mjs', import.meta.url))
let built: Promise<string> | undefined

/** The program of the Jobs, as `npm ci` builds it; built once per run. */
export async function builtRunner(): Promise<string> {
  return join(dirname(await program()), 'runner.br')
}

/**
 * The bundled program, built once per run: starting tsx each time would take longer than the measured work. Beside it is
 * the program of the Jobs, which a rehearsal runs.
 */
export function program(): Promise<string> {
  built ??= build()
  return built
}

async function build(): Promise<string> {
  const { build: bundle } = await import('esbuild')
  const folder = mkdtempSync(join(tmpdir(), 'wavec-program-'))
  // The installed program loads the modules outside its bundle from here.
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'), 'junction')
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const outfile = join(folder, 'main.cjs')
  execFileSync(process.execPath, [builder, '--runner', join(folder, 'runner.br')])
  await bundle({
    absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
    entryPoints: ['src/cli/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['libpg-query'],
    supported: { 'dynamic-import': false },
    outfile,
    logLevel: 'warning',
  })
  return outfile
}
