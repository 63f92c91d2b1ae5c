import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

let built: Promise<string> | undefined

/** The bundled program, built once per run: starting tsx each time would take longer than the measured work. */
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
