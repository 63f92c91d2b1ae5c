/** Checks of the serving version, before the migration (preflight records the results) and after it (smoke-test). */
import type { BaselineCheck } from '../../protocol/ledger.ts'
import { checkUrl } from './http.ts'
import { tryCheck } from './retry.ts'
import type { Adapters, StepOf } from '../step-runner.ts'

/** Results before and after are matched by `url`. */
export interface LiveAnswer extends BaselineCheck {
  /** `no`: no server listens at the address, or the host does not exist. */
  readonly serving: 'yes' | 'no'
}

/** Runs the checks one after the other, to put no load on production. */
export async function askLive(
  { url, http: checks }: NonNullable<StepOf<'smoke-test'>['live']>,
  adapters: Pick<Adapters, 'http' | 'clock' | 'stop'>,
): Promise<readonly LiveAnswer[]> {
  const answers: LiveAnswer[] = []
  for (const check of checks) {
    const verdict = await tryCheck(adapters, { base: url, check, stop: adapters.stop })
    const result = verdict.passed
      ? {
          passed: true,
          serving: 'yes' as const,
          detail: verdict.tries === 1 ? `passed in ${verdict.ms} ms` : `passed on attempt ${verdict.tries}`,
        }
      : { passed: false, serving: verdict.serving, detail: verdict.why }
    answers.push({ url: checkUrl(url, check.path), ...result })
  }
  return answers
}
