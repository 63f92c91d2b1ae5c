import { fstatSync, statSync, writeSync } from 'node:fs'
import { codeOf } from '../../connect/error-code.ts'

const [stdout, stderr] = [1, 2] as const

/**
 * Writes all of the text, then returns. Not through process.stdout, which takes milliseconds to create. A reader
 * such as `head` may close the pipe early: then the process ends with the exit code that is already set.
 */
export function print(text: string): void {
  try {
    writeAll(stdout, text)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EPIPE') process.exit()
    printError(`wavec: can't write to stdout: ${code ?? String(error)}\nnext: df -h .\n`)
    process.exit(2)
  }
}

export function printError(text: string): void {
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
  let written = 0
  while (written < bytes.length) {
    try {
      written += writeSync(descriptor, bytes, written)
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
