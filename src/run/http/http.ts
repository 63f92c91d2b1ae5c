import type { Http, HttpRequest } from '../../connect/http.ts'
import { judge, type Check, type Verdict } from './verdict.ts'

export interface Asked {
  /** For example `http://orders.shop.svc:8080`. A path in it precedes the check's path. */
  readonly base: string
  readonly check: Check
  readonly stop: AbortSignal
}

/** Runs one check once. Certificates are verified. Redirects are not followed, because a check may expect one. */
export async function runCheck(http: Http, { base, check, stop }: Asked): Promise<Verdict> {
  const request: HttpRequest = { url: checkUrl(base, check.path), timeout: check.timeout, stop }
  return judge(await http.get(request), check)
}

export function checkUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path.startsWith('/') ? '' : '/'}${path}`
}
