import { runCheck, type Asked } from './http.ts'
import type { Verdict } from './verdict.ts'
import type { Adapters } from '../step-runner.ts'

const tries = 3
const pause = 1000

export type TriedVerdict = Verdict & { readonly tries: number }

/**
 * A check is given three chances, a second apart: a first request may meet a cold cache or one pod of many. What passes
 * only then is told, and what fails each time has failed.
 */
export async function tryCheck({ http, clock }: Pick<Adapters, 'http' | 'clock'>, asked: Asked): Promise<TriedVerdict> {
  for (let tried = 1; ; tried++) {
    const verdict = await runCheck(http, asked)
    if (verdict.passed || tried === tries || asked.stop.aborted) return { ...verdict, tries: tried }
    await clock.sleep(pause, asked.stop)
  }
}
