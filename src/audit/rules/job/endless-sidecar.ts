import { textAt } from '../../../manifest/fields.ts'
import { eachOf } from '../../rule.ts'
import { isJob } from '../../subject.ts'

/** Proxies that people put beside a Job, by image. */
const endless =
  /cloud[-_]?sql[-_]?proxy|alloydb-auth-proxy|pgbouncer|\benvoy\b|istio\/proxyv2|oauth2-proxy|twemproxy|ssh-tunnel|tailscale\/tailscale/
/** Ways by which people end them. */
const ended = /quitquitquit|--quitquitquit|\bpkill\b|\bkillall\b|\bkill \$|exit-zero-on-sigterm|pilot-agent/

export const endlessSidecar = eachOf('Job', (subject) => {
  if (!isJob(subject)) return undefined
  const all = subject.containers
  const main = all.filter(({ list }) => list === 'containers')
  if (main.length < 2 || all.some(({ words }) => ended.test(words))) return undefined
  return main
    .filter(({ container }) => endless.test(textAt(container, 'image') ?? ''))
    .map(({ container, path }) => ({
      message: `container ${textAt(container, 'name') ?? ''} never ends, and so ${subject.id} never completes`,
      why: 'a Job is complete when all containers of its pod have ended',
      help: 'move it to initContainers with restartPolicy: Always, which Kubernetes 1.29 and newer ends with the pod',
      span: subject.locate([...path, 'name']),
    }))
})
