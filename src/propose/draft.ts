import { hasUsualKeys, isWhole, storeOf, type Connection } from './connection.ts'
import { flow, type Flow } from './flow.ts'
import type { Facts } from './facts.ts'

export interface Draft {
  readonly text: string
  /** Guesses that the user has to check, each with its field. */
  readonly check: readonly string[]
}

export function draftOf(facts: Facts): Draft {
  const { name, namespace, folder } = facts
  const up = '../'.repeat(folder.split('/').length - 1)
  const check: string[] = []
  const lines = [
    `# yaml-language-server: $schema=${up}pipeline.schema.json`,
    'apiVersion: wavec.dev/v1',
    'kind: Pipeline',
    `metadata: ${flow({ name, namespace: namespace.name })}`,
    'spec:',
    ...(facts.profile === 'presync' ? [] : [`  profile: ${facts.profile}`]),
    ...database(facts),
    ...migrations(facts),
    ...workload(facts),
    ...candidate(facts, check),
    ...smokeTest(facts, check),
    ...(facts.external.length === 0 ? [] : [`  external: ${flow(facts.external)}`]),
    ...environments(facts),
  ]
  if (namespace.from !== 'manifests')
    check.unshift(`metadata.namespace: no manifest sets it, so ${namespace.name} is taken from ${namespace.from}`)
  return { text: `${lines.join('\n')}\n`, check }
}

function database({ secret, connection, places }: Facts): string[] {
  const store = connection === undefined ? undefined : storeOf(connection.secret, places[0].objects)
  const keys = keysOf(connection)
  const named: Flow = keys === undefined ? secret : { name: secret, keys }
  const tls = connection?.tls
  const fields: string[] = [`    secret: ${flow(named)}`]
  if (store !== undefined) {
    fields.push(
      '    externalSecret:',
      `      storeRef: ${flow({ name: store.name, kind: store.kind })}`,
      `      key: ${flow(store.key)}`,
      ...(store.refreshInterval === undefined ? [] : [`      refreshInterval: ${store.refreshInterval}`]),
    )
  }
  if (tls !== undefined) {
    const ca =
      tls.ca === undefined ? undefined : { name: tls.ca.name, ...(tls.ca.key === 'ca.crt' ? {} : { key: tls.ca.key }) }
    fields.push(`    tls: ${flow({ mode: tls.mode, caSecret: ca })}`)
  }
  const line = `  database: ${flow({ secret: named })}`
  return fields.length === 1 && line.length <= 100 ? [line] : ['  database:', ...fields]
}

/** Undefined if the defaults of a spec apply. */
function keysOf(connection: Connection | undefined): Flow | undefined {
  if (connection === undefined || !isWhole(connection) || hasUsualKeys(connection)) return undefined
  const { url, host, port, database: base, user, password } = connection.keys
  return url === undefined ? { host, port, database: base, user, password } : { url }
}

function migrations({ tool, migrationsPath, command, connection }: Facts): string[] {
  if (tool.runs.in !== 'workload') return [`  migrations: ${flow({ tool: tool.id, path: migrationsPath })}`]
  const variables = connection?.variables ?? {}
  return [
    '  migrations:',
    `    tool: ${tool.id}`,
    '    # The image contains the same files. This path shows which releases change the schema.',
    `    path: ${flow(migrationsPath)}`,
    `    ${tool.id}:`,
    `      command: ${flow(command)}`,
    ...(Object.keys(variables).length === 0 ? [] : [`      variables: ${flow(variables)}`]),
  ]
}

function workload({ workloadPaths, workloadName, container }: Facts): string[] {
  const [path] = workloadPaths
  if (workloadName === undefined && container === undefined && typeof path === 'string')
    return [`  workload: ${flow(path)}`]
  return [`  workload: ${flow({ path, name: workloadName, container })}`]
}

function candidate({ profile, switches, name }: Facts, check: string[]): string[] {
  if (profile === 'phases') return []
  if (Object.keys(switches).length > 0) {
    check.push(
      `deploy.candidate: ${Object.keys(switches).join(', ')} ${Object.keys(switches).length === 1 ? 'is' : 'are'} switched off in the candidate: check that a second copy does no other work by itself`,
    )
    return [`  deploy: ${flow({ candidate: { env: switches } })}`]
  }
  check.push(
    `deploy.candidate: found no switch for consumers or schedules: keep passive: true only if a second copy of ${name} may run beside the real ones`,
  )
  return [`  deploy: ${flow({ candidate: { passive: true } })} # check: it only serves`]
}

function smokeTest({ probes, live, port }: Facts, check: string[]): string[] {
  const http =
    probes.length > 0
      ? probes.map(({ path, port: of }) => ({ path, port: of }))
      : port === 'none'
        ? []
        : [{ path: '/' }]
  if (probes.length === 0 && port !== 'none') check.push('smokeTest.http: no probe has a path, so / is a guess')
  const sql = http.length === 0 ? [{ query: 'select 1' }] : undefined
  if (sql !== undefined)
    check.push(
      'smokeTest.sql: the container has no port, so the smoke test only queries the database: use a query that the release needs',
    )
  if (live === undefined || http.length === 0)
    return [`  smokeTest: ${flow({ http: http.length === 0 ? undefined : http, sql })}`]
  return ['  smokeTest:', `    http: ${flow(http)}`, `    live: ${flow(live)}`]
}

/** The differences between environments; the first environment is the base. */
function environments({ places, workloadPaths, namespace, connection }: Facts): string[] {
  const [base] = places
  if (base.environment === undefined) return []
  const baseKey = connection === undefined ? undefined : storeOf(connection.secret, base.objects)?.key
  const lines = places.map((place, index) => {
    const key = connection === undefined ? undefined : storeOf(connection.secret, place.objects)?.key
    const own = namespace.byEnvironment[place.environment ?? '']
    const patch: Flow = {
      namespace: own === namespace.name ? undefined : own,
      database: key === baseKey || key === undefined ? undefined : { externalSecret: { key } },
      workload: index === 0 ? undefined : { path: workloadPaths[index] },
    }
    return `    ${place.environment}: ${flow(patch)}`
  })
  return ['  environments:', ...lines]
}
