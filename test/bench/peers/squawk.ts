import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The binary itself: the package's launcher would add the start of Node. */
export const squawkProgram = fileURLToPath(
  new URL(`../../../node_modules/@squawk-cli/${process.platform}-${process.arch}/bin/squawk`, import.meta.url),
)

/**
 * squawk-cli is not a dependency: it has one optional package per platform, not every registry has all of them, and
 * npm ci then fails. Undefined if it is installed.
 */
export function squawkIsMissing(): string | undefined {
  return existsSync(squawkProgram) ? undefined : 'no squawk here: npm install --no-save squawk-cli@2.66.0'
}
