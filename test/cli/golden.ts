import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Compares with a committed file as a whole. UPDATE=1 writes it; then read the diff. */
export function golden(file: string, actual: string): void {
  if (process.env['UPDATE'] === '1') {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, actual)
  }
  assert.ok(existsSync(file), `${file} does not exist; UPDATE=1 writes it`)
  assert.equal(actual, readFileSync(file, 'utf8'))
}
