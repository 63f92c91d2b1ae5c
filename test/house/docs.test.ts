// Everything that the pages name exists: links, files of the repository, scripts.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { repository } from '../support/golden.ts'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(`${repository}docs`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => ({ path, text: readFileSync(repository + path, 'utf8') }))

test('links lead to files that exist', () => {
  const broken = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
      .map(([, link = '']) => posix.join(posix.dirname(path), link))
      .filter((target) => !existsSync(repository + target))
      .map((target) => `${path}: ${target}`),
  )
  assert.deepEqual(broken, [])
})

test('files and folders that a page names exist', () => {
  const named = /`((?:src|test|bin|docs|waves|manifests)\/[\w./-]*[\w/])`/g
  const broken = pages.flatMap(({ path, text }) =>
    [...text.matchAll(named)]
      .map(([, target = '']) => target)
      .filter((target) => !existsSync(repository + target))
      .map((target) => `${path}: ${target}`),
  )
  assert.deepEqual(broken, [])
})

test('npm scripts that a page names exist', () => {
  const { scripts } = JSON.parse(readFileSync(`${repository}package.json`, 'utf8')) as { scripts: object }
  const broken = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/npm run ([\w:]+)/g)]
      .map(([, script = '']) => script)
      .filter((script) => !Object.hasOwn(scripts, script))
      .map((script) => `${path}: npm run ${script}`),
  )
  assert.deepEqual(broken, [])
})

test('the README stays short enough to be read', () => {
  assert.ok(readFileSync(`${repository}README.md`, 'utf8').split('\n').length <= 250)
})
