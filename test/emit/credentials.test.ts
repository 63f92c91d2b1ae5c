// Which container holds whose credential, in everything that wavec compiles here.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tokenMount } from '../../src/emit/argocd/access.ts'
import { objectAt, objectsAt, textAt } from '../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { Step, type StepKind } from '../../src/protocol/step.ts'
import { stepVariable } from '../../src/protocol/process.ts'
import { pipelineFolders } from '../support/kubernetes/emitted.ts'

interface Held {
  readonly at: string
  readonly step: StepKind
  readonly role: 'reader' | undefined
  readonly secrets: readonly string[]
}

const all = [...pipelineFolders()].flatMap(([folder, manifests]) => {
  const held = manifests.flatMap((manifest) => heldIn(folder, manifest))
  return held.length === 0 ? [] : [{ folder, manifests, held, migrator: migratorOf(held) }]
})
const withReader = all.filter(({ held }) => held.some(({ role }) => role === 'reader'))

test('where the spec names a reader, no container that only reads holds a Secret of the migrator', () => {
  assert.ok(withReader.length > 5)
  const reads: readonly StepKind[] = ['smoke-test', 'verify', 'report']
  for (const { held, migrator } of withReader) {
    const reading = held.filter(({ step }) => reads.includes(step))
    assert.ok(reading.length > 0)
    for (const { at, role, secrets } of reading) {
      assert.equal(role, 'reader', at)
      assert.notDeepEqual(secrets, [], at)
      assert.ok(!secrets.includes(migrator), at)
    }
  }
})

test('the release is closed by a container that is given nothing but the credential and one step', () => {
  for (const { held, migrator } of withReader) {
    for (const { at, secrets } of held.filter(({ step }) => step === 'complete'))
      assert.deepEqual(secrets, [migrator], at)
  }
})

test('the pods that run a candidate hold no Secret of the migrator in any container', () => {
  for (const { folder, manifests, migrator } of withReader) {
    for (const job of manifests.filter((each) => isCandidate(each))) {
      assert.ok(!JSON.stringify(job).includes(`"${migrator}"`), `${folder}: ${job.metadata.name}`)
    }
  }
})

test('without a reader the steps that only read fall back to the migrator, and write the ledger as before', () => {
  const without = all.filter((each) => !withReader.includes(each))
  assert.ok(without.length > 0)
  for (const { held, migrator } of without) {
    assert.ok(held.every(({ step }) => step !== 'complete'))
    for (const { at, secrets } of held.filter(({ step }) => step === 'report'))
      assert.ok(secrets.includes(migrator), at)
  }
})

test("a token for the Kubernetes API is in wavec's container alone, not in a sidecar, a candidate or a tool beside it", () => {
  const jobs = all.flatMap(({ manifests }) => manifests.filter(({ kind }) => kind === 'Job'))
  const holders = jobs.flatMap((job) =>
    ['initContainers', 'containers'].flatMap((list) =>
      objectsAt(job, 'spec', 'template', 'spec', list).flatMap((container) =>
        objectsAt(container, 'volumeMounts').some((mount) => textAt(mount, 'mountPath') === tokenMount['mountPath'])
          ? [{ job, name: textAt(container, 'name') }]
          : [],
      ),
    ),
  )
  assert.deepEqual([...new Set(holders.map(({ name }) => name))], ['wavec'])
  assert.ok(holders.some(({ job }) => objectsAt(job, 'spec', 'template', 'spec', 'initContainers').length > 0))
  // What the kubelet mounts by itself, it mounts in every container.
  for (const job of jobs.filter((each) => !isCandidate(each)))
    assert.equal(objectAt(job, 'spec', 'template', 'spec')?.['automountServiceAccountToken'], false, job.metadata.name)
})

function isCandidate(manifest: Manifest): boolean {
  return manifest.kind === 'Job' && JSON.stringify(manifest).includes('WAVEC_CANDIDATE')
}

function migratorOf(held: readonly Held[]): string {
  const [name] = held.flatMap(({ step, secrets }) => (step === 'preflight' ? secrets : []))
  assert.ok(name !== undefined)
  return name
}

function heldIn(folder: string, manifest: Manifest): readonly Held[] {
  if (manifest.kind !== 'Job') return []
  return ['initContainers', 'containers'].flatMap((list) =>
    objectsAt(manifest, 'spec', 'template', 'spec', list).flatMap((container) => {
      const step = stepOf(container)
      if (step === undefined) return []
      const at = `${folder}: ${manifest.metadata.name}, ${textAt(container, 'name')}`
      const role = 'role' in step ? step.role : undefined
      return [{ at, step: step.kind, role, secrets: secretsOf(container) }]
    }),
  )
}

function stepOf(container: JsonObject): Step | undefined {
  const entry = objectsAt(container, 'env').find((each) => textAt(each, 'name') === stepVariable)
  const text = textAt(entry, 'value')
  return text === undefined ? undefined : Step.parse(JSON.parse(text.replaceAll('$$', '$')))
}

function secretsOf(container: JsonObject): readonly string[] {
  const names = objectsAt(container, 'env').flatMap((each) => textAt(each, 'valueFrom', 'secretKeyRef', 'name') ?? [])
  return [...new Set(names)]
}
