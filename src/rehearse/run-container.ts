import { spawn } from 'node:child_process'
import type { Packet } from '../protocol/packet.ts'

export interface Program {
  readonly command: readonly string[]
  readonly variables: ReadonlyMap<string, string>
  readonly cwd: string
  readonly stop: AbortSignal
  /** Milliseconds until the process gets SIGTERM. */
  readonly deadline: number
  /** Texts in its output and their replacements. */
  readonly renamed?: readonly (readonly [string, string])[]
}

export interface Ended {
  /** As in a container: 128 plus the number of the signal that ended it. */
  readonly exit: number
  readonly lines: readonly Line[]
  readonly stderr: string
}

/** A line of a log. wavec writes JSON; of any other program it has only the message. */
export interface Line {
  readonly level: string
  readonly message: string
  readonly packet?: Packet
}

/** Grace between SIGTERM and SIGKILL, as in the pods that wavec emits. */
const grace = 20_000
/** Lines kept: enough to explain a failure. */
const kept = 2000

export function runContainer({ command, variables, cwd, stop, deadline, renamed = [] }: Program): Promise<Ended> {
  const [file = '', ...args] = command
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env: Object.fromEntries(variables), stdio: ['ignore', 'pipe', 'pipe'] })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr = (stderr + text).slice(-kept)))
    let killer: NodeJS.Timeout | undefined
    const end = (): void => {
      child.kill('SIGTERM')
      killer ??= setTimeout(() => child.kill('SIGKILL'), grace)
    }
    const timer = setTimeout(end, deadline)
    if (stop.aborted) end()
    stop.addEventListener('abort', end)
    const ended = (exit: number, why = stderr): void => {
      clearTimeout(timer)
      clearTimeout(killer)
      stop.removeEventListener('abort', end)
      resolve({
        exit,
        lines: renamedIn(stdout, renamed)
          .split('\n')
          .filter((line) => line !== '')
          .map(lineOf),
        stderr: renamedIn(why, renamed),
      })
    }
    child.once('error', (error) => ended(127, error.message))
    child.once('close', (code, signal) => ended(code ?? (signal === 'SIGKILL' ? 137 : 143)))
  })
}

/** Does not replace the start of a longer number. */
function renamedIn(text: string, renamed: NonNullable<Program['renamed']>): string {
  let shown = text
  for (const [here, there] of renamed) shown = shown.split(new RegExp(`${here}(?!\\d)`)).join(there)
  return shown
}

function lineOf(text: string): Line {
  if (text.startsWith('{')) {
    try {
      const value: unknown = JSON.parse(text)
      if (isLine(value)) return value
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
  }
  return { level: 'info', message: text }
}

/** Only wavec itself writes such lines. */
function isLine(value: unknown): value is Line {
  return (
    typeof value === 'object' &&
    value !== null &&
    'level' in value &&
    'message' in value &&
    typeof value.message === 'string'
  )
}
