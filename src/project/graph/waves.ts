import { columnsOf } from '../../timeline/columns.ts'
import type { Timeline } from '../../timeline/timeline.ts'
import type { Trace } from '../../timeline/trace.ts'
import { listed } from '../../report/index.ts'

/** A box a wave, for pictures that have no room for each object: Jobs by name, the rest by kind where they are many. */
export function wavesOf({ title, tasks }: Trace): Timeline {
  const waves = columnsOf(tasks).map((column) => {
    const names = column.tasks.map(({ kind, name }) => `${kind}/${name}`)
    const jobs = names.filter((name) => name.startsWith('Job/'))
    const others = names.filter((name) => !jobs.includes(name))
    const name = [...jobs, ...(others.length === 0 ? [] : [listed(others)])].join(', ')
    return { phase: column.phase, wave: column.wave ?? 0, name, detail: [] }
  })
  return { title, tasks: waves }
}
