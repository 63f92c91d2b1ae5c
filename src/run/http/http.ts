import type { Http, HttpRequest } from '../../connect/http.ts'
import { judge, type Check, type Verdict } from './verdict.ts'

export interface Asked {
  /** e.g. `http://orders.shop.svc:8080`; a path in it stands before the check's. */
  readonly base: string
  readonly check: Check
  readonly stop: AbortSignal
}

/** One request, one verdict. Certificates are verified. Redirects are not followed: a check may expect one. */
export async function runCheck(http: Http, { base, check, stop }: Asked): Promise<Verdict> {
  const request: HttpRequest = { url: checkUrl(base, check.path), timeout: check.timeout, stop }
  return judge(await http.get(request), check)
}

export function checkUrl(base: string, path: string): string {
  return `${base.replace(/\/+$/, '')}${path.startsWith('/') ? '' : '/'}${path}`
}
