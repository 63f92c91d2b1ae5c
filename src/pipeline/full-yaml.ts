/**
 * The whole spec with every default and a comment for every field: the documentation that people really read. A test
 * compiles it, compares its defaults with those of the schema, and looks for every key of the schema in it.
 */
import { phases } from '../argocd/phases.ts'
import { inUse, stageFacts, type ProvingStage } from '../stages/facts.ts'
import { nodeImage } from '../protocol/runner.ts'
import { tools } from '../tools/index.ts'

export const fullYaml = `# yaml-language-server: $schema=../pipeline.schema.json
# Every field of a pipeline. A value after a key is the default, or an example where there is none; lines that begin with
# #: are alternatives, or fields that most pipelines leave out. Durations: 50ms, 10s, 5m, 1h30m.
apiVersion: wavec.dev/v1
kind: Pipeline
metadata:
  name: orders # in front of the names of all Jobs; a DNS label
  namespace: shop # of the Jobs; the workload's own manifests may leave it out
spec:
  #: namespace: shop-prod        # overrides metadata.namespace; for environments
  #: release: "v2.3.1"           # always in quotes; without it, the tag of the workload's image
  profile: presync # presync: everything is proven before the sync | phases: no candidate | waves: all in Sync | jobs: plain Jobs
  #: attempt: 2                  # profile jobs: run a failed Job again, under another name
  target: argocd # what the manifests are for
  platform: kubernetes # kubernetes | openshift: leaves out the numbers of users and groups, which openshift assigns

  runner: # what runs wavec in the Jobs: an official image of Node, and the program from ConfigMap orders-runner
    node: ${nodeImage} # or a mirror, or another image with Node 20.19 or newer
    #: node: { image: registry.example.com/node:24, path: /opt/node/bin/node }   # where it is neither in PATH nor distroless
    #: image: registry.example.com/wavec:0.1.0   # in place of node: an image that holds wavec; no ConfigMap is needed
    pullSecrets: [] # names of Secrets

  database:
    engine: postgres # the one whose SQL is judged
    version: "16" # the server's major, in quotes: SQL is judged for it, and preflight compares
    secret: # of the role that migrates, never that of the application; a name alone takes these keys
      name: orders-db-migrator
      keys:
        host: host
        port: port
        database: dbname
        user: username
        password: password
        #: url: DATABASE_URL     # instead of all others: one postgresql:// URI (not with flyway)
    #: host: orders-db.shop.svc  # any part but the password may be a literal; its key above goes then
    #: port: 5432
    #: database: orders
    #: user: orders_migrator
    tls:
      mode: verify-full # disable | allow | prefer | require | verify-ca | verify-full, as libpq's sslmode
      caSecret: { name: orders-db-ca, key: ca.crt }
    #: externalSecret:           # makes \`secret\`, with External Secrets, before the first Job
    #:   storeRef: { name: aws, kind: ClusterSecretStore }   # kind: SecretStore by default
    #:   key: prod/orders/migrator   # its properties are named as the keys of \`secret\`
    #:   refreshInterval: 1h
    #: reader:                   # a role that may only read: smoke-test, verify and report connect as it (wavec init --role-sql … --reader)
    #:   secret: { name: orders-db-reader, keys: { host: host, port: port, database: dbname, user: username, password: password, url: DATABASE_URL } }
    #:   externalSecret: { storeRef: { name: aws, kind: ClusterSecretStore }, key: prod/orders/reader, refreshInterval: 1h }
    lockTimeout: 2s # a statement that waits longer for a lock gives up, so that no query queues up after it
    statementTimeout: 5m

  migrations:
${toolLine()}
    path: migrations # from the folder of this file
    image: ${imageExample()} # of the tool; with delivery: image, the one that holds the files
    delivery: config-map # config-map | image: files larger than a ConfigMap takes, or kept with the code
${settingsLines()}

  workload:
    path: app # a file, a folder, or a kustomization
    #: path: { chart: ../../charts/orders, values: [../../charts/orders/values-prod.yaml] }
    name: Deployment/orders # where there are several; Deployment | StatefulSet | Rollout
    container: app # where there are several: the one that serves
    #: gate:                     # a check-only init container: pods of a version whose migrations are missing wait
    #:   # without a secret, that of database.reader
    #:   secret: { name: orders-app-db, keys: { host: host, port: port, database: dbname, user: username, password: password, url: DATABASE_URL } }
    #:   onUnreachable: closed   # closed | open: what happens while the database can't be reached

  pod: # of every Job; a stage may have a \`pod\` of its own, with the same fields
    #: serviceAccountName: orders-migrator
    imagePullSecrets: []
    nodeSelector: {}
    tolerations: []
    annotations: {}
    env: {} # variables of wavec's and the tool's containers; $(NAME) is expanded
    sidecars: [] # native sidecars, e.g. a database proxy: [{ name: proxy, image: … }]
    resources: { requests: {}, limits: {} } # of wavec's and the tool's containers
    mesh: none # none | istio | linkerd: keeps the proxy out, so that the Job can end

${stage('preflight')}
    checks:
      minVersion: "7" # at least this one is applied; the first release of a database is exempt
      maxReplicationLag: 10s
      maxTransactionAge: 5m # an older transaction would hold up a lock
      role: orders_migrator # the one that the connection must end up with

${stage('migrate')}
    expect: # what must hold afterwards
      - { table: users, columns: { full_name: text } }
      - { query: "select count(*) from orders where shipped_at is null", equals: 0 }

${stage('deploy')}
    candidate: # false with profile: phases
      env: { CONSUMERS: "off" } # what makes it passive: a whole production process must not start by accident
      #: args: [serve]           # replaces the container's
      #: passive: true           # instead of env or args: it only serves
      stableFor: 10s # how long it must stay ready

${stage('smoke-test')}
    http:
      - { path: /healthz, status: 200, timeout: 5s } # the port is the container's
      - { path: /orders/1, port: http, json: { id: 1 } } # dotted paths of the answer
    sql:
      - { query: "select 1 from orders limit 1", minRows: 0 }
      #: - { query: "select count(*) from orders", equals: 0 }
    live: http://orders:8080 # the Service: fails only on what passed in preflight

${stage('verify')}

  report: true # a Job that says what failed and what to do next

  #: skip: [{ stage: smokeTest, reason: "the vendor's sandbox is down", until: v2.4.1 }]   # an error after \`until\`
  #: jobs:                       # of your own, at their place among the waves
  #:   - { name: cache-warm, hook: PostSync, wave: 5, image: "ghcr.io/acme/warm:v1", command: [warm], args: [--all], env: {}, deadline: 5m, backoffLimit: 0, pod: {} }

  #: rehearse: # for \`wavec rehearse\` alone; no manifest holds it
  #:   programs: { ghcr.io/acme/warm: tools/warm }   # what this image starts, as it is in this repository: run in its place

  repository: # that holds this file: the links on the Jobs lead there; without it, to application.spec.source
    url: https://github.com/acme/shop-gitops # or gitlab.com
    revision: HEAD
    #: files: https://git.acme.example/shop/-/blob/main   # in place of url, on another host: what comes before a file's path

  external: [Secret/orders-db-ca] # what exists already, as Kind/name: nothing here makes it

  application: # Argo CD's own fields, passed on as they are; source.path is filled in
    metadata: { name: orders, namespace: argocd }
    spec:
      project: shop
      source: { repoURL: https://github.com/acme/shop-gitops.git, targetRevision: main }
      destination: { name: prod, namespace: shop }
      syncPolicy:
        automated: { prune: true }
        retry: { limit: 0 } # unset, Argo CD would run a failed migration five times more

  environments: # JSON Merge Patches of spec: maps merge, lists replace, null removes
    staging: {}
    production: { namespace: shop-prod, migrate: { deadline: 30m } }
`

/** The first tool is shown, the others are alternatives to it. */
function toolLine(): string {
  const where = { image: '', engine: " (wavec's own engine)", workload: " (the application's)" } as const
  const all = Object.values(tools).map(({ id, runs }) => `${id}${where[runs.in]}`)
  return `    tool: ${Object.keys(tools)[0]} # ${all.join(' | ')}`
}

function imageExample(): string {
  return Object.values(tools).flatMap(({ runs }) => (runs.in === 'image' ? [runs.image] : []))[0] ?? ''
}

function settingsLines(): string {
  return Object.values(tools)
    .flatMap(({ settingsExample }, index) =>
      settingsExample.split('\n').map((line) => (index === 0 ? `    ${line}` : `    #: ${line}`)),
    )
    .join('\n')
}

/** What all stages have, with the defaults of profile presync and of the first tool, which the rest of the text shows. */
function stage(name: ProvingStage): string {
  const { key, minutes, backoffLimit, places, proves } = stageFacts[name]
  const { phase, wave } = places.presync
  return `  ${key}: # ${inUse(proves, 'tried')}
    deadline: ${minutes}m # bounds one attempt
    backoffLimit: ${backoffLimit === 'of-tool' ? ofTool() : `${backoffLimit} # further attempts`}
    hook: ${phase} # ${phases.join(' | ')}
    wave: ${wave}
    #: pod: {}`
}

function ofTool(): string {
  const [standard = 0] = Object.values(tools).map(({ backoffLimit }) => backoffLimit.standard)
  const differing = Object.values(tools).filter(({ backoffLimit }) => backoffLimit.standard !== standard)
  const list = differing.map(({ id, backoffLimit }) => `${backoffLimit.standard} with tool: ${id}`).join(', ')
  return `${standard} # further attempts; ${list}, which may run again after a kill at any moment`
}
