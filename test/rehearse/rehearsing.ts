// `wavec rehearse` as a separate process, in a temporary folder that must be empty afterwards.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../support/program.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Rehearsed {
  readonly exit: number | null
  readonly output: string
  readonly stderr: string
  /** Files left in the temporary folder, and servers still running there. */
  readonly left: readonly string[]
}

export interface Rehearsing {
  readonly child: ChildProcess
  /** Resolves when a line of the output contains this text. */
  readonly seen: (text: string) => Promise<void>
  readonly ended: Promise<Rehearsed>
}

interface Options {
  readonly cwd?: string
  readonly path?: string
}

export async function start(
  args: readonly string[],
  { cwd = root, path = process.env['PATH'] }: Options = {},
): Promise<Rehearsing> {
  const main = await program()
  const folder = mkdtempSync(join(tmpdir(), 'wr-'))
  chmodSync(folder, 0o755)
  const child = spawn(process.execPath, [main, 'rehearse', ...args], {
    cwd,
    env: { PATH: path, HOME: process.env['HOME'], TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, stderr] = ['', '']
  const waiting: { readonly text: string; readonly done: () => void }[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    for (const { text: wanted, done } of waiting) if (output.includes(wanted)) done()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Rehearsed>((resolve) => {
    child.once('close', (exit) => {
      const left = [...readdirSync(folder), ...processesIn(folder)]
      rmSync(folder, { recursive: true, force: true })
      resolve({ exit, output, stderr, left })
    })
  })
  const seen = async (text: string): Promise<void> => {
    const shown = new Promise<void>((done) => {
      if (output.includes(text)) done()
      else waiting.push({ text, done })
    })
    await Promise.race([shown, ended])
  }
  return { child, seen, ended }
}

export async function rehearse(args: readonly string[], options?: Options): Promise<Rehearsed> {
  const { ended } = await start(args, options)
  return ended
}

function processesIn(folder: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      return command.includes(folder) ? [command] : []
    } catch {
      // The process has ended meanwhile.
      return []
    }
  })
}

/** Masks what differs from run to run: times, ports, folders, the server's patch release. */
export function masked(output: string): string {
  const lines = output.split('\n').filter((line) => !line.startsWith("  the candidate's port"))
  return lines
    .join('\n')
    .replaceAll(/ +\d+(?:\.\d+)? m?s\b/g, ' TIME')
    .replaceAll(/\/\S*\/wr-\w+\/wavec-rehearse-\w+/g, 'FOLDER')
    .replaceAll(/(?<=localhost port )\d+/g, 'PORT')
    .replaceAll(/PostgreSQL (\d+)\.\d+/g, 'PostgreSQL $1')
}
