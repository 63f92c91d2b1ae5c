import { textAt } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** Images of proxies that people run beside a Job. */
const endless =
  /cloud[-_]?sql[-_]?proxy|alloydb-auth-proxy|pgbouncer|\benvoy\b|istio\/proxyv2|oauth2-proxy|twemproxy|ssh-tunnel|tailscale\/tailscale/
/** Ways to stop them. */
const ended = /quitquitquit|--quitquitquit|\bpkill\b|\bkillall\b|\bkill \$|exit-zero-on-sigterm|pilot-agent/

export const endlessSidecar = eachOf('Job', (subject) => {
  if (!isJob(subject)) return undefined
  const all = subject.containers
  const main = all.filter(({ list }) => list === 'containers')
  if (main.length < 2 || all.some(({ words }) => ended.test(words))) return undefined
  return main
    .filter(({ container }) => endless.test(textAt(container, 'image') ?? ''))
    .map(({ container, path }) => ({
      message: `container ${textAt(container, 'name') ?? ''} never ends, so ${subject.id} never completes`,
      why: 'a Job completes only when all containers of its pod have ended',
      help: 'move it to initContainers with restartPolicy: Always, so that Kubernetes (1.29 and newer) stops it with the pod',
      span: subject.locate([...path, 'name']),
    }))
})
