import { askProbe, probeText, type OwnProbe, type ProbeAnswer } from './probe.ts'
import { untouched, type Watch } from './subject.ts'
import { duration } from '../duration.ts'

/** Watches one container as the kubelet does: its startup probe until it succeeds, then its readiness probe. */
export async function watchContainer(watch: Watch, probes: readonly OwnProbe[]): Promise<void> {
  const startup = probes.find((probe) => probe.name === 'startup')
  if (startup !== undefined && !(await untilStarted(watch, startup))) return
  // Without a readiness probe a container is ready once started. Repeating its startup probe shows that it still answers.
  const asked = probes.find((probe) => probe.name === 'readiness') ?? startup
  if (asked !== undefined) await untilOver(watch, asked)
}

/** False if the container failed or the wait is over. */
async function untilStarted(watch: Watch, probe: OwnProbe): Promise<boolean> {
  const logAnswer = answerLog(watch, probe)
  const began = watch.adapters.clock.now()
  for (let failures = 0; ;) {
    const answer = await askOnce(watch, probe)
    if (answer === undefined) return false
    logAnswer(answer)
    if (answer.passed) return true
    failures++
    watch.readiness.set(probe.container, { since: undefined, confirmed: 0, last: lastOf(probe, answer) })
    if (failures >= probe.failureThreshold) {
      const after = duration(watch.adapters.clock.now() - began)
      watch.fail({
        code: 'candidate/not-started',
        message: `container ${probe.container} did not start: its startup probe ${probeText(probe)} failed ${failures} times in ${after}, last answer: ${answer.answer}`,
        state: untouched,
        next: watch.logs(probe.container),
      })
      return false
    }
    await until(watch, answer.asked + probe.period)
  }
}

async function untilOver(watch: Watch, probe: OwnProbe): Promise<void> {
  const { readiness, adapters } = watch
  const logAnswer = answerLog(watch, probe)
  for (let failures = 0; ;) {
    const answer = await askOnce(watch, probe)
    if (answer === undefined) return
    const { asked } = answer
    logAnswer(answer)
    failures = answer.passed ? 0 : failures + 1
    const before = readiness.get(probe.container)
    const last = lastOf(probe, answer)
    if (answer.passed) readiness.set(probe.container, { since: before?.since ?? asked, confirmed: asked, last })
    else if (failures < probe.failureThreshold && before?.since !== undefined)
      readiness.set(probe.container, { ...before, last })
    else {
      if (before?.since !== undefined) adapters.log.warn(`${probe.container} is no longer ready: ${answer.answer}`)
      readiness.set(probe.container, { since: undefined, confirmed: 0, last })
    }
    watch.check()
    await until(watch, readiness.nextProbe(asked, probe.period))
  }
}

type Timed = ProbeAnswer & { readonly asked: number }

/** Undefined once the wait is over: a later answer no longer counts. */
async function askOnce({ adapters, over }: Watch, probe: OwnProbe): Promise<Timed | undefined> {
  if (over.aborted) return undefined
  const asked = adapters.clock.now()
  const answer = await askProbe(adapters.http, probe, over)
  return over.aborted ? undefined : { ...answer, asked }
}

/** The kubelet probes on a ticker, so a slow answer shortens the pause after it. */
async function until({ adapters: { clock }, over }: Watch, time: number): Promise<void> {
  await clock.sleep(Math.max(1, time - clock.now()), over)
}

function lastOf(probe: OwnProbe, { answer }: ProbeAnswer): string {
  return `${probe.name} ${probeText(probe)}: ${answer}`
}

/** Logs an answer when it changes, and repeats an unchanged one at this interval. */
const silence = 30_000

function answerLog({ adapters: { clock, log } }: Watch, probe: OwnProbe): (answer: ProbeAnswer) => void {
  let last: { readonly answer: string; readonly at: number } | undefined
  return ({ answer }) => {
    const at = clock.now()
    if (last !== undefined && last.answer === answer && at - last.at < silence) return
    log.info(
      `${probe.container} ${probe.name} ${probeText(probe)}: ${answer}${last?.answer === answer ? ', unchanged' : ''}`,
    )
    last = { answer, at }
  }
}
