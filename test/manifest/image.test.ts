import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMovingTag, parseImage } from '../../src/manifest/image.ts'

const images: readonly (readonly [string, string, string | undefined, string | undefined])[] = [
  ['nginx', 'nginx', undefined, undefined],
  ['nginx:1.29', 'nginx', '1.29', undefined],
  ['registry:5000/acme/orders', 'registry:5000/acme/orders', undefined, undefined],
  ['registry:5000/acme/orders:v1', 'registry:5000/acme/orders', 'v1', undefined],
  ['acme/orders@sha256:aa', 'acme/orders', undefined, 'sha256:aa'],
  ['acme/orders:v1@sha256:aa', 'acme/orders', 'v1', 'sha256:aa'],
]

for (const [image, repository, tag, digest] of images) {
  test(image, () => assert.deepEqual(parseImage(image), { repository, tag, digest }))
}

test('a moving tag is one that teams push again and again', () => {
  assert.deepEqual(['latest', 'Main', 'stable', 'v1', '2026.11', 'latest-2'].filter(isMovingTag), [
    'latest',
    'Main',
    'stable',
  ])
})
