import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClusterAccess } from './cluster-access.ts'
import { apiRefusal, clusterFailure } from './cluster-failure.ts'
import { Failure } from '../diagnostic/failure.ts'
import type { HttpAnswer } from './http-answer.ts'
import { httpGet } from './http.ts'
import { asList, at, parsed, textAt } from '../protocol/json.ts'

const attempts = 3
/** More than enough for a page of Jobs with their managed fields. */
const answerLimit = 32 * 1024 * 1024

/** Reads one object. */
export async function getJson(access: ClusterAccess, path: string): Promise<unknown> {
  return read(await answered(access, path), path)
}

/** Reads what is not an object, such as a log. */
export async function getText(access: ClusterAccess, path: string): Promise<string> {
  return (await answered(access, path)).body
}

type Answered = Extract<HttpAnswer, { readonly ok: true }>

/** Retries while the API is busy. */
async function answered(access: ClusterAccess, path: string): Promise<Answered> {
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(access, path)
    if (answer.ok && answer.status === 200) return answer
    if (attempt === attempts || !isPassing(answer)) throw apiRefusal(access, path, answer)
    await pause(access, attempt)
  }
}

export type Selector = { readonly labelSelector: string } | { readonly fieldSelector: string }

/** Reads every object that a selector matches. A list that expires midway (410) is read again from the start. */
export async function eachPage(access: ClusterAccess, path: string, selector: Selector): Promise<readonly unknown[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await pages(access, path, selector)
    } catch (error) {
      if (attempt === attempts || !(error instanceof Failure) || error.code !== 'cluster/expired') throw error
    }
  }
}

async function pages(access: ClusterAccess, path: string, selector: Selector): Promise<readonly unknown[]> {
  const items: unknown[] = []
  let more: string | undefined = ''
  while (more !== undefined) {
    const query = new URLSearchParams({
      ...selector,
      limit: String(access.page ?? 100),
      ...(more === '' ? {} : { continue: more }),
    })
    const list = await getJson(access, `${path}?${query.toString()}`)
    items.push(...asList(at(list, 'items')))
    more = textAt(list, 'metadata', 'continue')
    if (more === '') more = undefined
  }
  return items
}

async function ask(access: ClusterAccess, path: string): Promise<HttpAnswer> {
  const [token, authorities] = await Promise.all([readMounted(access, 'token'), readMounted(access, 'ca.crt')])
  return httpGet({
    url: `${access.server}${path}`,
    headers: { authorization: `Bearer ${token.trim()}`, accept: 'application/json, */*' },
    authorities,
    timeout: access.timeout ?? 10_000,
    limit: answerLimit,
    ...(access.stop === undefined ? {} : { stop: access.stop }),
  })
}

async function readMounted({ folder }: ClusterAccess, name: string): Promise<string> {
  try {
    return await readFile(`${folder}/${name}`, 'utf8')
  } catch (cause) {
    const message = `this pod has no ${folder}/${name}: no service account token is mounted`
    throw clusterFailure('cluster/no-token', message, 'kubectl get pod "$HOSTNAME" -o yaml', cause)
  }
}

/** With 429 and 5xx the API asks for a retry, and a broken connection may open the next time. */
function isPassing(answer: HttpAnswer): boolean {
  if (answer.ok) return answer.status === 429 || answer.status >= 500
  return answer.code !== 'stopped' && !answer.code.includes('CERT')
}

function read(answer: Answered, path: string): unknown {
  const value = answer.cut === true ? undefined : parsed(answer.body)
  if (value !== undefined) return value
  throw clusterFailure('cluster/not-json', `the answer of Kubernetes to GET ${path} is not JSON`, 'kubectl version')
}

async function pause({ pause: ms = 500, stop }: ClusterAccess, attempt: number): Promise<void> {
  try {
    await sleep(ms * 2 ** (attempt - 1), undefined, { signal: stop })
  } catch {
    // Stopped: the next request reports it.
  }
}
