import assert from 'node:assert/strict'
import { test } from 'node:test'
import { jobSeconds, stopAfterMs } from '../../src/plan/clock.ts'

// attempt, grace, backoffLimit → attempts * (attempt + grace) + 10 + 20 + 40 … (600 at most) + 60
const clocks: readonly (readonly [number, number, number, number])[] = [
  [900, 30, 0, 990],
  [300, 30, 2, 3 * 330 + 30 + 60],
  [600, 20, 1, 2 * 620 + 10 + 60],
  [60, 30, 8, 9 * 90 + 10 + 20 + 40 + 80 + 160 + 320 + 600 + 600 + 60],
]

for (const [attempt, grace, limit, expected] of clocks) {
  test(`${limit + 1} attempts of ${attempt} s give the Job ${expected} s`, () =>
    assert.equal(jobSeconds(attempt, grace, limit), expected))
}

test('the runner stops before the kubelet fails the pod, and always has some time to run', () => {
  for (const seconds of [1, 10, 30, 90, 300, 900, 86_400]) {
    const stop = stopAfterMs(seconds)
    assert.ok(stop > 0 && stop < seconds * 1000, `${seconds} s: ${stop} ms`)
  }
  assert.equal(stopAfterMs(90), 75_000)
  assert.equal(stopAfterMs(1800), 1_740_000)
})
