// How much of what a reviewer would call a credential is found, over inputs that are labelled by their kind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialsInManifest } from '../../src/credentials/index.ts'
import { credentialsInFile } from '../../src/credentials/text.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { byIssuer } from './labelled/by-issuer.ts'
import { byName } from './labelled/by-name.ts'
import { byShape } from './labelled/by-shape.ts'
import { made, type Case } from './labelled/case.ts'
import { harmless } from './labelled/harmless.ts'

const positives = [...byName, ...byShape, ...byIssuer]

test('there are enough of each, and no two are the same', () => {
  assert.ok(positives.length >= 130, String(positives.length))
  assert.ok(harmless.length >= 60, String(harmless.length))
  const inputs = [...positives, ...harmless].map(({ input }) => JSON.stringify(input))
  assert.equal(new Set(inputs).size, inputs.length)
})

test('at least 95 of 100 credentials are found', (t) => {
  const missed = positives.filter((each) => findingsIn(each).length === 0).map(title)
  t.diagnostic(`missed ${missed.length} of ${positives.length}${missed.map((each) => `\n  ${each}`).join('')}`)
  assert.ok(
    missed.length <= positives.length * 0.05,
    `${missed.length} of ${positives.length} missed:\n${missed.join('\n')}`,
  )
})

test('at most one harmless input is called a credential', (t) => {
  const wrong = harmless.flatMap((each) => findingsIn(each).map((what) => `${title(each)}: ${what}`))
  t.diagnostic(`wrong ${wrong.length} of ${harmless.length}${wrong.map((each) => `\n  ${each}`).join('')}`)
  assert.ok(wrong.length <= 1, wrong.join('\n'))
})

test('no finding contains the value', () => {
  for (const each of positives)
    for (const what of findingsIn(each)) assert.ok(!what.includes(made.slice(0, 6)), title(each))
})

test('a finding in a file points at the value, and not at more than its line', () => {
  for (const { input } of positives) {
    if ('yaml' in input) continue
    for (const { start, end } of credentialsInFile(input.file, input.text)) {
      assert.ok(0 <= start && start < end && end <= input.text.length)
      assert.ok(!input.text.slice(start, end).includes('\n'), input.text)
    }
  }
})

function title({ kind, name }: Case): string {
  return `${kind}: ${name}`
}

function findingsIn({ input }: Case): readonly string[] {
  if ('file' in input) return credentialsInFile(input.file, input.text).map(({ what }) => what)
  const { manifests, diagnostics } = loadManifests('a.yaml', input.yaml)
  // A number where the API server wants text is another finding.
  assert.deepEqual(
    diagnostics.filter(({ code }) => code !== 'workload/not-a-string'),
    [],
  )
  return manifests.flatMap(({ manifest }) => credentialsInManifest(manifest).map(({ what }) => what))
}
