import type { SqlCheck, Step } from '../protocol/step.ts'
import { probeText } from './candidate/probe.ts'
import { duration } from './duration.ts'
import { checkUrl } from './http/http.ts'
import { excerpt } from './http/verdict.ts'
import type { Adapters, Outcome, StepOf } from './step-runner.ts'

type Asking = StepOf<'candidate' | 'smoke-test' | 'verify'>

/** The dry run of a step that runs probes and checks: logs them without running any. */
export function wouldAsk(step: Asking, { log }: Adapters): Outcome {
  const questions = questionsOf(step)
  for (const question of questions) log.info(`would check ${question}`)
  const asked = questions.length === 0 ? 'there is nothing to check' : 'nothing was checked'
  return { result: 'ok', proved: `nothing yet: ${asked}` }
}

function questionsOf(step: Asking): readonly string[] {
  switch (step.kind) {
    case 'candidate':
      return candidateQuestions(step.candidate, step.candidate.stableFor)
    case 'smoke-test':
      return [
        ...(step.candidate === undefined ? [] : candidateQuestions(step.candidate, 0)),
        ...step.http.map(({ port, path }) => `the candidate: GET ${checkUrl(`http://localhost:${port}`, path)}`),
        ...step.sql.map(sqlQuestion),
        ...liveQuestions(step),
      ]
    case 'verify':
      return [
        ...step.http.map(({ port, path }) => `the Service: GET ${checkUrl(`http://${step.host}:${port}`, path)}`),
        ...step.sql.map(sqlQuestion),
      ]
  }
}

function candidateQuestions(
  { probes }: Extract<Step, { kind: 'candidate' }>['candidate'],
  stableFor: number,
): readonly string[] {
  return probes.map((probe) => {
    const what = probe.type === 'exec' ? 'exec, run by the kubelet' : probeText(probe)
    const until =
      stableFor === 0 || probe.name === 'startup' ? 'until it passes' : `until it has passed for ${duration(stableFor)}`
    return `${probe.container} ${probe.name} ${what}, every ${duration(probe.period)} ${until}`
  })
}

function sqlQuestion({ query }: SqlCheck): string {
  return `the database: ${excerpt(query)}`
}

function liveQuestions({ live }: StepOf<'smoke-test'>): readonly string[] {
  if (live === undefined) return []
  return live.http.map(({ path }) => `the serving version: GET ${checkUrl(live.url, path)}, if it passed in preflight`)
}
