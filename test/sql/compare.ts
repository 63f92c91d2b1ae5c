import assert from 'node:assert/strict'
import type { Measured } from './measure.ts'
import type { Claimed } from './servers.ts'

/** Compares what a server did with what wavec predicts. */
export function compare(measured: Measured, claimed: Claimed): void {
  assert.deepEqual({ rewritten: [...measured.rewritten].sort() }, { rewritten: claimed.rewritten })
  assert.deepEqual(measured.locks, claimed.locks)
  if (claimed.reads === 'by itself') return
  for (const name of claimed.scanned) assert.ok(measured.scanned.includes(name), `${name} is not read`)
  const others = measured.scanned.filter((name) => !claimed.scanned.includes(name) && !claimed.rewritten.includes(name))
  // The check of a foreign key looks up rows in the other table.
  const isLookedUp = (name: string): boolean => Object.hasOwn(claimed.locks, name) || claimed.lookedUp.includes(name)
  const unclaimed = others.filter((name) => claimed.scanned.length === 0 || !isLookedUp(name))
  assert.deepEqual(unclaimed, [])
}
