/** The version that serves now, asked before the migration (preflight keeps the answers) and after it (smoke-test). */
import type { BaselineCheck } from '../../protocol/ledger.ts'
import { checkUrl } from './http.ts'
import { tryCheck } from './retry.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

/** `url` is what both sides are compared by; `detail` says what was found where it did not pass. */
export interface LiveAnswer extends BaselineCheck {
  /** `no`: nobody listens there, or there is no such host. */
  readonly serving: 'yes' | 'no'
}

/** Every check in its order, one after the other: production is not to be loaded by us. */
export async function askLive(
  { url, http: checks }: NonNullable<StepOf<'smoke-test'>['live']>,
  adapters: Pick<Adapters, 'http' | 'clock' | 'stop'>,
): Promise<readonly LiveAnswer[]> {
  const answers: LiveAnswer[] = []
  for (const check of checks) {
    const verdict = await tryCheck(adapters, { base: url, check, stop: adapters.stop })
    const told = verdict.passed
      ? {
          passed: true,
          serving: 'yes' as const,
          detail: verdict.tries === 1 ? `passed in ${verdict.ms} ms` : `passed at try ${verdict.tries}`,
        }
      : { passed: false, serving: verdict.serving, detail: verdict.why }
    answers.push({ url: checkUrl(url, check.path), ...told })
  }
  return answers
}
