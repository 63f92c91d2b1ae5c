import { fstatSync, statSync, writeSync } from 'node:fs'
import { codeOf } from '../../connect/error-code.ts'
import { thrownText } from '../../diagnostic/thrown.ts'
import { written, type Line } from '../../diagnostic/line.ts'
import { ink } from './paint.ts'

const [stdout, stderr] = [1, 2] as const

/**
 * The only way to stdout: every line of every verb is made harmless here. Writes all of them, then returns. Not through
 * process.stdout, which takes milliseconds to create. A reader such as `head` may close the pipe early: then the process
 * ends with the exit code that is already set.
 */
export function print(lines: readonly Line[]): void {
  try {
    writeAll(stdout, written(lines, ink))
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EPIPE') process.exit(process.exitCode ?? 1)
    printError([`wavec: can't write to stdout: ${code ?? thrownText(error)}`, 'next: df -h .'])
    process.exit(2)
  }
}

/** What a step says of itself. A log that can't be written doesn't stop the step halfway. */
export function printLog(line: string): void {
  try {
    writeAll(stdout, written([line], ink))
  } catch (error) {
    // The verdict and the exit code still say how it ended.
    if (codeOf(error) === undefined) throw error
  }
}

export function printError(lines: readonly string[]): void {
  toStderr(written(lines))
}

const streams = { stdout, stderr } as const

/** Replaces the last line of a terminal, which the next line or status is written over; undefined leaves it empty. */
export function printStatus(stream: keyof typeof streams, line: string | undefined): void {
  const text = `\r\u001b[K${line === undefined ? '' : written([line], ink).trimEnd()}`
  if (stream === 'stderr') toStderr(text)
  else writeAll(stdout, text)
}

function toStderr(text: string): void {
  try {
    writeAll(stderr, text)
  } catch (error) {
    // There is no further place to say it; the exit code still does.
    if (codeOf(error) === undefined) throw error
  }
}

/** A pipe whose reader is slow takes what it can and refuses the rest for a moment. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text)
  let done = 0
  while (done < bytes.length) {
    try {
      done += writeSync(descriptor, bytes, done)
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
    }
  }
}

/** Only what may be a terminal is asked whether it is one: to ask costs as much as to make the stream. */
export function isTerminal(name: 'stdout' | 'stderr'): boolean {
  try {
    const stats = fstatSync({ stdout, stderr }[name])
    const isThrownAway = stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev
    return stats.isCharacterDevice() && !isThrownAway && process[name].isTTY
  } catch (error) {
    // It is closed: the shell's `>&-`.
    if (codeOf(error) === 'EBADF') return false
    throw error
  }
}
