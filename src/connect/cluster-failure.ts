import { exitCode } from '../protocol/process.ts'
import type { ClusterAccess } from './cluster-access.ts'
import { Failure } from '../diagnostic/failure.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
import type { HttpAnswer } from './http-answer.ts'
import { parsed, textAt } from '../protocol/json.ts'

export function clusterFailure(code: string, message: string, next: string, cause?: unknown): Failure {
  return new Failure(message, { code, exit: exitCode.failed, next, cause })
}

/** A refusal, with the message from the API's Status object. */
export function apiRefusal(access: ClusterAccess, path: string, answer: HttpAnswer): Failure {
  const request = `GET ${path}`
  if (!answer.ok) {
    const message = `the Kubernetes API at ${access.server} does not answer ${request}: ${answer.message}`
    return new Failure(message, {
      code: 'cluster/unreachable',
      exit: exitCode.retry,
      next: 'kubectl get networkpolicy',
    })
  }
  const status = parsed(answer.body)
  const said = textAt(status, 'message') ?? `status ${answer.status}`
  switch (answer.status) {
    case 401:
      return clusterFailure(
        'cluster/unauthorized',
        `Kubernetes refused the pod's token: ${said}`,
        'kubectl get serviceaccount',
      )
    case 403:
      return forbidden(path, said)
    case 404:
      return clusterFailure(
        'cluster/not-found',
        `the object does not exist in Kubernetes: ${said}`,
        `kubectl get --raw ${shellWord(pathOnly(path))}`,
      )
    case 410:
      return clusterFailure('cluster/expired', `the list expired while it was read: ${said}`, 'kubectl get jobs')
    default:
      return new Failure(`Kubernetes answered ${request} with ${answer.status}: ${said}`, {
        code: 'cluster/refused',
        exit: answer.status === 429 || answer.status >= 500 ? exitCode.retry : exitCode.failed,
        next: `kubectl get --raw ${shellWord(pathOnly(path))}`,
      })
  }
}

/** The request shows which permission is missing, but only the message shows whose. */
function forbidden(path: string, said: string): Failure {
  const [, namespace = '', kind = '', name, part] =
    /\/namespaces\/([^/?]+)\/([^/?]+)(?:\/([^/?]+))?(\/[^/?]+)?/.exec(path) ?? []
  const resource = `${kind}${part ?? ''}`
  const verb = name === undefined ? 'list' : 'get'
  const account = /User "([^"]+)"/.exec(said)?.[1]
  const who = account === undefined ? '' : ` --as=${account}`
  return clusterFailure(
    'cluster/forbidden',
    `the service account may not ${verb} ${resource} in namespace ${namespace}: ${said}`,
    `kubectl auth can-i ${verb} ${resource} -n ${namespace}${who}`,
  )
}

function pathOnly(path: string): string {
  return path.split('?')[0] ?? path
}
