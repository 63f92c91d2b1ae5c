import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The program itself: the package's launcher would add a start of Node. */
export const squawkProgram = fileURLToPath(
  new URL(`../../../node_modules/@squawk-cli/${process.platform}-${process.arch}/bin/squawk`, import.meta.url),
)

/**
 * squawk-cli is no dependency: its package names one for each platform, not every registry has them all, and then npm ci
 * refuses. Undefined where it is there.
 */
export function squawkIsMissing(): string | undefined {
  return existsSync(squawkProgram) ? undefined : 'no squawk here: npm install --no-save squawk-cli@2.66.0'
}
