// Compares with a committed file. UPDATE=1 writes it instead; then read the diff.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** `path` from the root of the repository. */
export function golden(path: string, actual: string): void {
  const file = `${repository}${path}`
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, actual)
    return
  }
  assert.ok(existsSync(file), `${path} is missing. next: UPDATE=1 npm test`)
  assert.equal(actual, readFileSync(file, 'utf8'), `${path} differs. next: UPDATE=1 npm test && git diff ${path}`)
}
