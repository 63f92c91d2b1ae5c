import { runCheck, type Asked } from './http.ts'
import type { Verdict } from './verdict.ts'
import type { Adapters } from '../step-runner.ts'

const tries = 3
const pause = 1000

export type TriedVerdict = Verdict & { readonly tries: number }

/**
 * Runs a check up to three times, a second apart, because the first request may hit a cold cache or a single bad pod. The
 * verdict reports how many attempts it took.
 */
export async function tryCheck({ http, clock }: Pick<Adapters, 'http' | 'clock'>, asked: Asked): Promise<TriedVerdict> {
  for (let tried = 1; ; tried++) {
    const verdict = await runCheck(http, asked)
    if (verdict.passed || tried === tries || asked.stop.aborted) return { ...verdict, tries: tried }
    await clock.sleep(pause, asked.stop)
  }
}
