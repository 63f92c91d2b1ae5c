import type { Pass, TaskState, Trace, TraceTask } from '../../src/timeline/trace.ts'

const hook = (name: string, phase: TraceTask['phase'], wave: number): TraceTask => ({
  id: `batch/Job/shop/${name}:${phase}`,
  kind: 'Job',
  namespace: 'shop',
  name,
  phase,
  wave,
  role: 'hook',
})
const resource = (kind: string, name: string): TraceTask => ({
  id: `/${kind}/shop/${name}:Sync`,
  kind,
  namespace: 'shop',
  name,
  phase: 'Sync',
  wave: 0,
  role: 'resource',
})

const migrate = hook('orders-2-migrate', 'PreSync', 0)
const smoke = hook('orders-5-verify', 'PostSync', 0)
const report = hook('orders-report', 'SyncFail', 3)
const deployment = resource('Deployment', 'orders')
const service = resource('Service', 'orders <web>')
const old: TraceTask = { ...resource('ConfigMap', 'orders-old'), role: 'prune' }

/** A migrate Job, a workload, a check after it, a report, and a ConfigMap that will be pruned. Ids are in alphabetical order. */
export const tasks: readonly TraceTask[] = [migrate, deployment, service, old, smoke, report]

const states: Readonly<Record<string, TaskState>> = {
  p: 'pending',
  r: 'running',
  s: 'succeeded',
  f: 'failed',
  x: 'pruned',
}

function pass(at: number, letters: string, message: string, actions: Pass['actions']): Pass {
  const byId = tasks.map(({ id }, index) => [id, states[letters[index] ?? ''] ?? 'pending'] as const)
  return { attempt: 1, at, actions, states: Object.fromEntries(byId), message }
}

export const wellEnded: Trace = {
  title: 'orders',
  tasks,
  passes: [
    pass(0, 'rppppp', 'waiting for completion of hook batch/Job/orders-2-migrate', [
      { verb: 'apply', task: migrate.id, result: 'done' },
      { verb: 'delay', result: 'done', detail: '2 s' },
    ]),
    pass(32, 'srsxpp', 'waiting for healthy state of apps/Deployment/orders', [
      { verb: 'prune', task: old.id, result: 'done' },
      { verb: 'apply', task: service.id, result: 'unchanged' },
      { verb: 'apply', task: deployment.id, result: 'done' },
    ]),
    pass(62, 'sssxrp', 'waiting for completion of hook batch/Job/orders-5-verify', [
      { verb: 'apply', task: smoke.id, result: 'done' },
    ]),
    pass(92, 'sssxsp', 'successfully synced (no more tasks)', []),
  ],
  verdict: { outcome: 'succeeded', message: 'the sync succeeds', tasks: [] },
  warnings: ['on self-heal this release rolls out without its migration'],
  delaySeconds: 2,
}

export const migrateFails: Trace = {
  ...wellEnded,
  passes: [
    pass(0, 'rppppp', 'waiting for completion of hook batch/Job/orders-2-migrate', [
      { verb: 'apply', task: migrate.id, result: 'done' },
    ]),
    pass(32, 'fppppr', 'waiting for completion of hook batch/Job/orders-report', [
      { verb: 'apply', task: report.id, result: 'done' },
    ]),
    pass(62, 'fpppps', 'one or more synchronization tasks completed unsuccessfully', []),
  ],
  verdict: {
    outcome: 'failed',
    message: 'orders-2-migrate fails: Argo CD never touches Deployment/orders',
    tasks: [migrate.id],
  },
  warnings: [],
}

export const scenarios = [
  { label: 'nothing fails', trace: wellEnded },
  { label: 'orders-2-migrate fails', task: migrate.id, trace: migrateFails },
] as const
