import { fileURLToPath } from 'node:url'
import { measureVerb } from '../fuzz/measure.ts'
import { fuzzCase, type FuzzCase } from '../fuzz/pipeline-case.ts'
import { fuzzSamples } from '../fuzz/samples.ts'
import { subjects } from '../fuzz/verbs.ts'
import { verdict } from '../measurement.ts'
import type { Measurement, Scenario } from '../scenario.ts'

export const fuzz: Scenario = {
  summary: 'mutated files and command lines through every verb: never a crash, a hang over 2 s, or a partial tree',
  rounds: { full: 10_000, quick: 300 },
  run: async ({ seed }, cases) => {
    const measured = [measure(seed, cases)]
    for (const subject of subjects) measured.push(await measureVerb(subject, seed * 1_000_003, cases))
    return measured
  },
}

function measure(seed: number, cases: number): Measurement {
  const samples = fuzzSamples(fileURLToPath(new URL('../../..', import.meta.url)))
  let [compiled, slowest] = [0, 0]
  const bad: FuzzCase[] = []
  for (let index = 0; index < cases; index++) {
    const found = fuzzCase(samples, seed * 1_000_003 + index)
    if (found.result === 'compiled') compiled++
    slowest = Math.max(slowest, found.ms)
    if (found.problem !== undefined) bad.push(found)
  }
  const [first] = bad
  const why = first === undefined ? '' : `; seed ${first.seed}: ${first.problem?.split('\n')[0] ?? ''}`
  return {
    what: 'loader and emitter in memory',
    result: `${bad.length} bad`,
    detail: `${compiled} still compile, ${cases - compiled} refused, slowest ${Math.round(slowest)} ms${why}`,
    target: { text: '0 bad', verdict: verdict(bad.length === 0) },
  }
}
