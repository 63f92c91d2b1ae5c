// Properties that hold for any manifests and any outcomes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { comparePlaces } from '../../src/argocd/phases.ts'
import { simulate, type Operation, type Outcome, type Simulation } from '../../src/simulate/index.ts'
import { manualSync } from '../../src/simulate/operation/defaults.ts'
import { healthCheckOf } from '../../src/simulate/health/index.ts'
import type { Pass, Trace, TraceTask } from '../../src/timeline/trace.ts'

const kinds: readonly (readonly [string, string])[] = [
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'Namespace'],
  ['v1', 'PersistentVolumeClaim'],
  ['batch/v1', 'Job'],
  ['apps/v1', 'Deployment'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['example.com/v1', 'Widget'],
]
const hooks = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'Presync', 'PreSync,PostSync', 'PreSync,SyncFail']
const policies = ['BeforeHookCreation', 'HookSucceeded', 'HookFailed', 'BeforeHookCreation,HookFailed', 'Never']

const manifest: fc.Arbitrary<Manifest> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    namespace: fc.constantFrom(undefined, 'other'),
    wave: fc.option(fc.integer({ min: -3, max: 3 })),
    hook: fc.option(fc.constantFrom(...hooks), { freq: 2 }),
    policy: fc.option(fc.constantFrom(...policies)),
    options: fc.option(fc.constantFrom('PruneLast=true', 'Prune=false', 'Prune=confirm', 'Replace=true', 'Force=true')),
    spec: fc.constantFrom({}, { activeDeadlineSeconds: 30 }, { suspend: true }, { ttlSecondsAfterFinished: 0 }),
  })
  .map(({ kind: [apiVersion, kind], name, namespace, wave, hook, policy, options, spec }) => ({
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      annotations: Object.fromEntries(
        Object.entries({
          'argocd.argoproj.io/sync-wave': wave === null ? undefined : String(wave),
          'argocd.argoproj.io/hook': hook ?? undefined,
          'argocd.argoproj.io/hook-delete-policy': policy ?? undefined,
          'argocd.argoproj.io/sync-options': options ?? undefined,
        }).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    },
    spec,
  }))

const outcome: fc.Arbitrary<Outcome> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    attempt: fc.constantFrom(undefined, 1, 2),
    what: fc.oneof(
      fc.record({
        after: fc.integer({ min: 0, max: 20 }),
        turns: fc.constantFrom('healthy', 'degraded', 'progressing', 'suspended', 'resumed', 'unknown', 'gone'),
      }),
      fc.record({ refuses: fc.constantFrom('dry-run', 'apply', 'prune', 'delete'), message: fc.constant('no') }),
      fc.record({ goesAfter: fc.constantFrom(0, 5, null) }),
    ),
  })
  .map(({ kind: [apiVersion, kind], name, attempt, what }) => {
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : ''
    const own = attempt === undefined ? {} : { attempt }
    return { of: `${group}/${kind}/default/${name}`, ...own, ...what }
  })

const operation: fc.Arbitrary<Operation> = fc
  .record({
    prune: fc.boolean(),
    skipHooks: fc.boolean(),
    syncOptions: fc.subarray(['CreateNamespace=true', 'PruneLast=true', 'ApplyOutOfSyncOnly=true', 'Replace=true']),
    limit: fc.constantFrom(0, 1, 2, -1),
    terminateAt: fc.constantFrom(undefined, 0, 7),
    timeout: fc.constantFrom(0, 0, 25),
  })
  .map(({ limit, ...own }) => ({ ...manualSync, ...own, retry: { ...manualSync.retry, limit } }))

const simulation: fc.Arbitrary<Simulation> = fc.record({
  title: fc.constant('any'),
  targets: fc.array(manifest, { maxLength: 10 }),
  live: fc.array(manifest, { maxLength: 5 }),
  operation,
  outcomes: fc.array(outcome, { maxLength: 4 }),
})

function holds(name: string, property: (simulation: Simulation, trace: Trace) => void): void {
  test(name, () =>
    fc.assert(
      fc.property(simulation, (input) => property(input, simulate(input))),
      { numRuns: 400, seed: 1 },
    ),
  )
}

holds('every simulation ends, and time never runs backwards', (_, { passes, verdict }) => {
  assert.ok(passes.length > 0 && passes.length < 200)
  assert.doesNotMatch(verdict.message, /did not settle/)
  for (const [index, pass] of passes.entries()) {
    const before = passes[index - 1]
    if (before !== undefined) assert.ok(before.at <= pass.at && before.attempt <= pass.attempt)
  }
})

holds('same input, same trace', (input, trace) => assert.deepEqual(simulate(structuredClone(input)), trace))

holds(
  'every target becomes a task or a warning says why not',
  ({ targets, operation: { skipHooks } }, { tasks, warnings }) => {
    for (const { kind, metadata } of targets) {
      const isTask = tasks.some((task) => task.kind === kind && task.name === metadata.name)
      const isNamed = warnings.some((warning) => warning.startsWith(`${kind}/${metadata.name} `))
      assert.ok(isTask || isNamed || skipHooks, `${kind}/${metadata.name}`)
    }
  },
)

holds('every action is about a task of the trace, and every task has a state', (_, { tasks, passes }) => {
  const ids = new Set(tasks.map(({ id }) => id))
  assert.equal(ids.size, tasks.length)
  for (const { actions, states } of passes) {
    for (const { task } of actions) if (task !== undefined) assert.ok(ids.has(task))
    for (const id of Object.keys(states)) assert.ok(ids.has(id))
  }
  assert.deepEqual(Object.keys(passes.at(-1)?.states ?? {}).sort(), [...ids].sort())
})

holds('a succeeded object was applied in that attempt, and a pending one was not', (_, { tasks, passes }) => {
  const last = passes.at(-1)
  const applied = new Set(
    passes
      .filter(({ attempt }) => attempt === last?.attempt)
      .flatMap(({ actions }) => actions)
      .filter(({ verb, result }) => ['apply', 'create-namespace'].includes(verb) && result !== 'refused')
      .map(({ task }) => task),
  )
  for (const { id, role } of tasks) {
    if (role === 'prune') continue
    if (last?.states[id] === 'succeeded') assert.ok(applied.has(id), id)
    if (last?.states[id] === 'pending') assert.ok(!applied.has(id), id)
  }
})

holds('no wave starts before everything applied earlier has ended', (input, { tasks, passes }) => {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  // A plain object that becomes a hook shares its result with the task that would prune it: the engine confuses the two.
  const shared = new Set(input.live.map(({ metadata }) => metadata.name))
  // The namespace that the engine creates is a task only while it is absent: the engine never checks it afterwards.
  const created = new Set(
    passes.flatMap(({ actions }) =>
      actions.filter(({ verb }) => verb === 'create-namespace').map(({ task }) => task ?? ''),
    ),
  )
  for (const [index, pass] of passes.entries()) {
    const before = passes[index - 1]
    if (before === undefined || before.attempt !== pass.attempt) continue
    for (const { verb, task: id } of pass.actions) {
      const task = byId.get(id ?? '')
      if (verb !== 'apply' || task === undefined || task.phase === 'SyncFail' || shared.has(task.name)) continue
      for (const earlier of tasks.filter((each) => isBefore(each, task) && !created.has(each.id)))
        assertEnded(earlier, before, pass, input)
    }
  }
})

function isBefore(a: TraceTask, b: TraceTask): boolean {
  if (a.phase === 'SyncFail' || a.role === 'prune') return false
  return comparePlaces(a, b) < 0
}

/** Time passes between two passes: a task that ran after the last pass has ended before this one applies. */
function assertEnded({ id, kind }: TraceTask, before: Pass, pass: Pass, { targets }: Simulation): void {
  const gates = targets.some((target) => target.kind === kind && healthCheckOf(target) !== undefined)
  if (gates && before.states[id] === 'running') assert.equal(pass.states[id], 'succeeded', id)
  assert.notEqual(pass.states[id], 'running', id)
}
