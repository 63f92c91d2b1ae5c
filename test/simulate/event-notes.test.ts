// Whether Argo CD would start the sync by itself: controller/appcontroller.go `autoSync`, server/application/application.go
// `Rollback` of argoproj/argo-cd v3.5.1.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, Manifest } from '../../src/manifest/manifest.ts'
import { eventNotes } from '../../src/simulate/operation/event-notes.ts'
import type { SyncEvent } from '../../src/simulate/operation/from-application.ts'
import { compareState } from '../../src/simulate/operation/out-of-sync.ts'

const config = (name: string, hook?: string, owned?: 'owned'): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    ...(hook === undefined ? {} : { annotations: { 'argocd.argoproj.io/hook': hook } }),
    ...(owned === undefined ? {} : { ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: '7c5e' }] }),
  },
})

interface Case {
  readonly title: string
  readonly automated: Json
  readonly event?: SyncEvent
  readonly targets?: readonly Manifest[]
  readonly live?: readonly Manifest[]
  /** A part of the note; undefined means no note. */
  readonly says: string | undefined
}

const cfg = config('cfg')
const cases: readonly Case[] = [
  { title: 'nothing differs', automated: {}, live: [cfg], says: 'nothing is OutOfSync' },
  { title: 'a hook differs', automated: {}, targets: [cfg, config('m', 'PreSync')], live: [cfg], says: 'nothing is' },
  { title: 'something is missing', automated: {}, says: undefined },
  { title: 'only extra objects', automated: {}, live: [cfg, config('old')], says: 'automated.prune is not set' },
  { title: 'only extra objects, pruned', automated: { prune: true }, live: [cfg, config('old')], says: undefined },
  { title: 'extra objects in a manual sync', automated: null, live: [cfg, config('old')], says: undefined },
  {
    title: 'extra objects and a skipped one, which is not Synced either',
    automated: {},
    targets: [cfg, config('later', 'Skip')],
    live: [cfg, config('old')],
    says: undefined,
  },
  {
    title: 'an object that a controller owns',
    automated: {},
    live: [cfg, config('old', undefined, 'owned')],
    says: 'nothing is',
  },
  {
    title: 'every object would be deleted',
    automated: { prune: true },
    targets: [],
    live: [cfg],
    says: 'allowEmpty is not set',
  },
  {
    title: 'every object may be deleted',
    automated: { prune: true, allowEmpty: true },
    targets: [],
    live: [cfg],
    says: undefined,
  },
  { title: 'self-heal on', automated: { selfHeal: true }, event: 'self-heal', says: undefined },
  { title: 'self-heal off', automated: {}, event: 'self-heal', says: 'selfHeal is not set' },
  {
    title: 'automation off',
    automated: { enabled: false, selfHeal: true },
    event: 'self-heal',
    says: 'does not self-heal',
  },
  { title: 'rollback', automated: {}, event: 'rollback', says: 'refuses a rollback' },
  { title: 'rollback with automation off', automated: { enabled: false }, event: 'rollback', says: undefined },
]

for (const { title, automated, event = 'sync', targets = [cfg], live = [], says } of cases) {
  test(`event notes: ${title}`, () => {
    const syncPolicy = automated === null ? {} : { automated }
    const application = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'shop' },
      spec: { syncPolicy },
    }
    const notes = eventNotes(application, event, compareState(targets, live, 'default'))
    assert.equal(notes.length, says === undefined ? 0 : 1, notes.join('\n'))
    assert.ok(notes[0]?.includes(says ?? '') ?? true, notes[0])
  })
}
