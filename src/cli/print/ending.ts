import { objectNameOf, type Pass, type Trace, type TraceTask, type TaskState } from '../../timeline/trace.ts'
import { type Painter, listed } from '../../report/index.ts'

/** Below the trace: the verdict, why, the end state of each object, and the time. */
export function ending(trace: Trace, paint: Painter): readonly string[] {
  const last = trace.passes.at(-1)
  const { verdict } = trace
  const rows: (readonly [string, string])[] = [
    ['verdict', verdict.outcome === 'succeeded' ? verdict.message : paint('error', verdict.message)],
    ...why(trace, last).map((text) => ['why', text] as const),
    ...states(trace, last).map((text) => ['end', text] as const),
    ['time', time(trace, last)],
    ...trace.warnings.map((text) => ['note', paint('warning', text)] as const),
  ]
  let before = ''
  return rows.map(([title, text]) => {
    const shown = title === before ? '' : title
    before = title
    return `${paint('dim', shown.padEnd(7))}  ${text}`
  })
}

function why({ tasks, verdict }: Trace, last: Pass | undefined): readonly string[] {
  if (verdict.outcome === 'waits-for-ever') return [`Argo CD says: ${last?.message ?? ''}`]
  if (verdict.outcome === 'succeeded') return []
  const first = tasks.find(({ id }) => verdict.tasks.includes(id))
  const told = [`Argo CD says: ${last?.message ?? ''}`]
  if (last?.message.startsWith('Operation terminated') === true) return [terminated, ...told]
  if (first === undefined) return told
  const reason = reasons[first.role === 'hook' ? first.phase : 'plain']
  const after = tasks.filter(({ id, phase }) => phase === 'SyncFail' && last?.states[id] !== 'pending')
  const then =
    after.length === 0 ? [] : [`then ${after.map(objectNameOf).join(', ')} ran (SyncFail), and the operation ended`]
  return [reason, ...then, ...told]
}

const terminated =
  'terminating deletes the hooks that run; what was applied stays, no SyncFail hook is started, and nothing is tried again'

const reasons: Readonly<Record<TraceTask['phase'] | 'plain', string>> = {
  PreSync:
    'a PreSync hook that fails ends the sync: no later wave and no later phase is started, nothing is rolled back',
  Sync: 'a Sync hook that fails ends the sync: later waves are not started, what was applied stays',
  PostSync: 'a PostSync hook that fails ends the sync as failed: what was applied before it stays, and serves',
  SyncFail: 'a SyncFail hook that fails only adds to the message',
  plain: 'an object that is refused or gets Degraded while the sync is under way ends it: what was applied stays',
}

const order: readonly TaskState[] = ['failed', 'running', 'pruned', 'succeeded', 'pending']
const titles: Readonly<Record<TaskState, string>> = {
  failed: 'failed',
  running: 'still running',
  pruned: 'pruned or left alone',
  succeeded: 'succeeded',
  pending: 'never applied',
}

function states({ tasks, verdict: { outcome } }: Trace, last: Pass | undefined): readonly string[] {
  return order.flatMap((state) => {
    // A SyncFail hook that was not needed is not worth a line.
    const own = tasks.filter(
      ({ id, phase }) => last?.states[id] === state && !(state === 'pending' && phase === 'SyncFail'),
    )
    const title = state === 'running' && outcome === 'succeeded' ? 'applied, not awaited' : titles[state]
    return own.length === 0 ? [] : [`${title}: ${named(own)}`]
  })
}

/** Jobs and workloads first, by name: they are what a release is about. */
function named(tasks: readonly TraceTask[]): string {
  const weighty = tasks.filter(({ kind }) => kind === 'Job' || kind === 'Deployment')
  const others = tasks.filter((task) => !weighty.includes(task))
  return [...weighty.map(objectNameOf), ...(others.length === 0 ? [] : [listed(others.map(objectNameOf))])].join(', ')
}

function time({ delaySeconds, verdict }: Trace, last: Pass | undefined): string {
  const total = `${last?.at ?? 0} s`
  const lost = delaySeconds === 0 ? '' : `, ${delaySeconds} s of it delays between waves`
  const end = verdict.outcome === 'waits-for-ever' ? 'and then forever' : ''
  return `${[total, end].filter((each) => each !== '').join(' ')}${lost}; assumed: a Job takes 5 s, one with a candidate 3 s more than that has to stay ready, a rollout 10 s (--slow NAME=30s)`
}
