// The maps of a schema are layered, but behave like plain maps.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { set } from '../../src/sql/schema/overlay.ts'

test('an overlay has the entries and the order of a Map, and leaves the layers below unchanged', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(99), fc.nat()), { maxLength: 300 }), (entries) => {
      const plain = new Map<number, number>()
      let layered: ReadonlyMap<number, number> = new Map()
      for (const [key, value] of entries) {
        const before = layered
        const shown = [...before]
        layered = set(before, key, value)
        plain.set(key, value)
        assert.deepEqual([...before], shown)
      }
      assert.deepEqual([...layered], [...plain])
      assert.deepEqual([...layered.keys()], [...plain.keys()])
      assert.deepEqual([...layered.values()], [...plain.values()])
      assert.equal(layered.size, plain.size)
      for (const key of Array.from({ length: 100 }, (_, at) => at)) {
        assert.equal(layered.get(key), plain.get(key))
        assert.equal(layered.has(key), plain.has(key))
      }
    }),
  )
})
