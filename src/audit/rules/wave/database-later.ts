import { objectsAt, textAt } from '../../../manifest/fields.ts'
import type { ValuePath } from '../../../source/span.ts'
import { eachOf, nameSpan, type Finding } from '../../rule.ts'
import { isEarlierWave, isJob, placeOf, type Subject } from '../../subject.ts'
import { makersIn, type AuditUnit } from '../../unit.ts'

/** Database URLs, with an optional user before the host. */
const addresses =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb|redis|amqp|sqlserver|clickhouse)(?:[+:]\w+)?:\/\/(?:[^@/\s]*@)?([a-z0-9][a-z0-9.-]*)/g
/** Names of variables that contain the host of a database. */
const variables =
  /(?:^|_)(?:DB|DATABASE|PG|POSTGRES(?:QL)?|MYSQL|MARIADB|MONGO(?:DB)?|REDIS|SQL)_?(?:\w+_)?(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS)$|^PGHOST$/i

/** On the first sync the database does not exist yet, and a Job that fails or waits stops Argo CD before it creates it. */
export const databaseLater = eachOf('Job', (user, unit) => {
  if (!isJob(user) || user.positions.length === 0) return undefined
  const found = new Map<string, Finding>()
  for (const { host, path } of hostsOf(user)) {
    const service = laterService(user, unit, host)
    if (service === undefined || found.has(service.id)) continue
    found.set(service.id, {
      message: `${user.id} (${placeOf(user)}) connects to ${service.id}, which is created in ${placeOf(service)}`,
      why: 'on the first sync nothing answers there, the Job fails or waits, and Argo CD never reaches the wave of the database',
      help: 'create the database in an earlier wave or another Application, or make the Job a Sync hook in a wave after the database',
      span: user.locate(path),
      related: [{ span: nameSpan(service), message: `created in ${placeOf(service)}` }],
    })
  }
  return [...found.values()]
})

function hostsOf({ containers }: Subject): readonly { readonly host: string; readonly path: ValuePath }[] {
  return containers.flatMap(({ container, path }) =>
    objectsAt(container, 'env').flatMap((variable, index) => {
      const [name = '', value = ''] = [textAt(variable, 'name'), textAt(variable, 'value')]
      const hosts = [...value.matchAll(addresses)].map(([, host = '']) => host)
      if (variables.test(name)) hosts.push(value.replace(/:\d+$/, ''))
      return hosts.map((host) => ({ host, path: [...path, 'env', index, 'value'] }))
    }),
  )
}

/** `host` is `orders-db` or `orders-db.NAMESPACE`. */
function laterService(user: Subject, unit: AuditUnit, host: string): Subject | undefined {
  const [name = '', namespace] = host.split('.')
  const makers = makersIn(unit, `Service/${name}`, namespace ?? user.manifest.metadata.namespace)
  const [maker] = makers
  return maker !== undefined && makers.every((each) => isEarlierWave(user, each)) ? maker : undefined
}
