import { append } from '../../diagnostic/long-lists.ts'
import { objectNameOf, type Action, type Pass, type Trace, type TraceTask } from '../../timeline/trace.ts'
import { type Painter, listed } from '../../report/index.ts'

/** The simulation as text: what is new, then what the engine does, pass by pass. */
export function renderTrace(trace: Trace, paint: Painter): readonly string[] {
  const tasks = new Map(trace.tasks.map((task) => [task.id, task]))
  const width = Math.max(...trace.passes.map(({ at }) => String(at).length), 1)
  const lines: string[] = []
  let before: Pass | undefined
  for (const pass of trace.passes) {
    if (before !== undefined && before.attempt !== pass.attempt) lines.push(paint('place', `try ${pass.attempt}`))
    const said = [...news(pass, before, tasks, paint), ...done(pass, tasks, paint)]
    const time = `${String(pass.at).padStart(width)} s`
    for (const [index, line] of said.entries())
      lines.push(`  ${paint('dim', index === 0 ? time : ' '.repeat(time.length))}  ${line}`)
    before = pass
  }
  return lines
}

/** What ended since the previous pass, except config, which is done as soon as it is applied. */
function news(pass: Pass, before: Pass | undefined, tasks: Tasks, paint: Painter): readonly string[] {
  if (before === undefined || before.attempt !== pass.attempt) return []
  const lines: string[] = []
  for (const [id, state] of Object.entries(pass.states)) {
    const task = tasks.get(id)
    if (task === undefined || before.states[id] !== 'running') continue
    if (state === 'failed') lines.push(paint('error', `${objectNameOf(task)} FAILED`))
    if (state === 'succeeded' && waitedFor(task))
      lines.push(`${objectNameOf(task)} ${task.kind === 'Job' ? 'succeeded' : 'is healthy'}`)
  }
  return lines
}

type Tasks = ReadonlyMap<string, TraceTask>

const configKinds: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
  'Service',
  'Namespace',
])

function waitedFor({ kind }: TraceTask): boolean {
  return !configKinds.has(kind)
}

/** Actions of one kind and wave that follow each other share a line; their order is the engine's. */
function done({ actions, message }: Pass, tasks: Tasks, paint: Painter): readonly string[] {
  const lines = grouped(actions, tasks).flatMap((group) => lineOf(group, paint))
  return lines.length > 0 ? lines : [message]
}

interface Group {
  readonly verb: Action['verb']
  readonly place: string
  readonly result: Action['result']
  readonly detail: string
  readonly tasks: TraceTask[]
}

function grouped(actions: readonly Action[], tasks: Tasks): readonly Group[] {
  const groups: Group[] = []
  for (const { verb, task: id, result, detail = '' } of actions) {
    const task = id === undefined ? undefined : tasks.get(id)
    const place = task === undefined ? '' : `${task.phase} ${task.wave}`
    const own = task === undefined ? [] : [task]
    const last = groups.at(-1)
    const isSame = last?.verb === verb && last.place === place && last.result === result && last.detail === detail
    if (isSame) append(last.tasks, own)
    else groups.push({ verb, place, result, detail, tasks: own })
  }
  return groups
}

/** The text of a group of actions; an empty one is not shown. */
const verbTexts: Readonly<Record<Action['verb'], (group: Group) => string>> = {
  'create-namespace': ({ place, tasks }) => `${place.padEnd(11)} create ${listed(tasks.map(objectNameOf))}`,
  'dry-run': ({ detail, result, tasks }) =>
    `dry run of ${result === 'done' ? detail : listed(tasks.map(objectNameOf))}`,
  apply: ({ place, tasks, ...rest }) => `${place.padEnd(11)} apply ${listed(tasks.map(objectNameOf))}${suffix(rest)}`,
  prune: ({ place, tasks, ...rest }) => `${place.padEnd(11)} prune ${listed(tasks.map(objectNameOf))}${suffix(rest)}`,
  delete: ({ place, tasks }) => `${place.padEnd(11)} delete ${listed(tasks.map(objectNameOf))}`,
  'remove-finalizer': ({ tasks }) => `remove the hook finalizer of ${listed(tasks.map(objectNameOf))}`,
  delay: ({ detail }) => `delay between waves, ${detail}`,
  wait: ({ detail, tasks }) => {
    if (tasks.length === 0) return `wait ${detail}`
    const gating = tasks.filter(waitedFor)
    return gating.length === 0 && detail !== 'to be gone'
      ? ''
      : `wait for ${listed((gating.length > 0 ? gating : tasks).map(objectNameOf))} ${detail}`
  },
}

/** The engine's bookkeeping, shown dimmed. */
const quiet: ReadonlySet<Action['verb']> = new Set(['dry-run', 'remove-finalizer', 'delay', 'wait'])

function lineOf(group: Group, paint: Painter): readonly string[] {
  const text = verbTexts[group.verb](group)
  if (text === '') return []
  if (group.result === 'refused') return [paint('error', `${text}  REFUSED: ${group.detail}`)]
  return [quiet.has(group.verb) ? paint('dim', text) : text]
}

function suffix({ result, detail }: Pick<Group, 'result' | 'detail'>): string {
  if (result === 'refused') return ''
  if (result === 'unchanged') return `  ${detail === '' ? 'unchanged' : detail}`
  return detail === '' ? '' : `  ${detail}`
}
