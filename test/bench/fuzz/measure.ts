import { verdict } from '../measurement.ts'
import type { Measurement } from '../scenario.ts'
import { runCases, type Ended } from './process.ts'
import type { Subject } from './verbs.ts'

/** Milliseconds: what takes longer is a hang. */
export const mostCpu = 2000

/** Bytes of one process that runs all cases of a verb; a single run needs less. */
const mostMemory = 512e6

export async function measureVerb(subject: Subject, from: number, count: number): Promise<Measurement> {
  const exits = new Map<number, number>()
  const bad: Ended[] = []
  let slowest = { seed: from, cpu: 0 }
  let memory = 0
  await runCases([{ subject, from, count, keep: false, mostCpu }], (ended) => {
    if (ended.exit !== undefined) exits.set(ended.exit, (exits.get(ended.exit) ?? 0) + 1)
    if (ended.problem !== undefined) bad.push(ended)
    if (ended.cpu > slowest.cpu) slowest = ended
    memory = Math.max(memory, ended.memory)
  })
  for (const { seed: own, problem = '' } of bad)
    process.stderr.write(`${problem}\nagain: npm run fuzz -- ${subject} ${own}\n`)
  const ends = [...exits].sort(([a], [b]) => a - b).map(([exit, times]) => `exit ${exit} ${times}`)
  return {
    what: subject,
    result: `${bad.length} bad`,
    detail: `${ends.join(', ')}; slowest ${Math.round(slowest.cpu)} ms (seed ${slowest.seed}); ${Math.round(memory / 1e6)} MB`,
    target: { text: '0 bad, <= 512 MB', verdict: verdict(bad.length === 0 && memory <= mostMemory) },
  }
}
