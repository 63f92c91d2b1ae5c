// compile refuses the links and sources that the audit reports, wherever the spec or a manifest names them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

const deployment = (annotations: string, ofPod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: parts
  annotations: { ${annotations} }
spec:
  selector: { matchLabels: { app: parts } }
  template:
    metadata: { labels: { app: parts }, annotations: { ${ofPod} } }
    spec:
      containers: [{ name: app, image: ghcr.io/acme/parts:v1, ports: [{ name: http, containerPort: 8080 }] }]
`

interface Written {
  readonly repoURL?: string
  readonly revision?: string
  readonly application?: string
  readonly workload?: string
  readonly pod?: string
  readonly job?: string
  readonly own?: 'spec' | 'none'
  readonly repository?: object
}

const page = 'link.argocd.argoproj.io/page'

function compiled(given: Written) {
  const { repoURL = 'https://github.com/acme/shop', revision = 'main', application = 'https://a.example' } = given
  const { workload = 'https://a.example', pod = 'https://a.example', job = 'https://a.example', own = 'spec' } = given
  const described = {
    metadata: { annotations: { [page]: application } },
    spec: { source: { repoURL, targetRevision: revision } },
  }
  const spec = {
    database: { secret: 'parts-db-migrator' },
    migrations: { tool: 'sql', path: 'migrations' },
    workload: 'app',
    deploy: { candidate: { passive: true } },
    smokeTest: { http: [{ path: '/healthz' }] },
    jobs: [
      {
        name: 'extra',
        image: 'ghcr.io/acme/extra:v1',
        hook: 'PreSync',
        wave: 5,
        deadline: '5m',
        pod: { annotations: { [page]: job } },
      },
    ],
    ...(own === 'spec' ? { application: described } : {}),
    ...(given.repository === undefined ? {} : { repository: given.repository }),
  }
  const quoted = (text: string): string => `"${page}": ${JSON.stringify(text)}`
  const files = {
    'waves/parts/pipeline.yaml': JSON.stringify({
      apiVersion: 'wavec.dev/v1',
      kind: 'Pipeline',
      metadata: { name: 'parts', namespace: 'shop' },
      spec,
    }),
    'waves/parts/app/deployment.yaml': deployment(quoted(workload), quoted(pod)),
    'waves/parts/migrations/V1__parts.sql': 'create table parts (id bigint primary key);\n',
  }
  const { diagnostics, files: written } = compileAll(memoryTree(files), 'waves', { renderer, runner: standIn })
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const messages = errors.map(({ message }) => message)
  return { errors: errors.map(({ code, span }) => `${code} ${span?.file ?? ''}`), messages, written }
}

const spec = 'waves/parts/pipeline.yaml'
const app = 'waves/parts/app/deployment.yaml'

test('compile writes links that a browser may follow, and refuses others in each place', () => {
  assert.deepEqual(compiled({}).errors, [])
  const script = 'Page|javascript:alert(1)'
  assert.deepEqual(compiled({ application: script }).errors, [`option/unsafe-link ${spec}`])
  assert.deepEqual(compiled({ workload: script }).errors, [`option/unsafe-link ${app}`])
  assert.deepEqual(compiled({ workload: script, own: 'none' }).errors, [`option/unsafe-link ${app}`])
  assert.deepEqual(
    compiled({ pod: script }).errors.filter((each) => each.endsWith(app)),
    [`option/unsafe-link ${app}`],
  )
  assert.deepEqual(compiled({ job: script }).errors, [`option/unsafe-link ${spec}`])
})

test('compile refuses a repository that git would not fetch, or that starts a program', () => {
  for (const repoURL of ['ext::sh -c date', '--upload-pack=date', 'javascript:alert(1)', 'file:///srv', '../shop'])
    assert.deepEqual(compiled({ repoURL }).errors, [`application/unsafe-source ${spec}`], repoURL)
})

test('the links that wavec makes are one link each, to the host of the repository', () => {
  const { errors, written } = compiled({ revision: 'a|javascript:alert(1)?#b c' })
  assert.deepEqual(errors, [])
  const made = written.flatMap(({ text }) => [...text.matchAll(/link\.argocd\.argoproj\.io\/(?:spec|waves): (.*)/g)])
  assert.ok(made.length > 0)
  for (const [, value = ''] of made) {
    const [, link = '', ...others] = value.replaceAll(/^"|"$/g, '').split('|')
    assert.deepEqual(others, [])
    assert.deepEqual([new URL(link).host, new URL(link).search, new URL(link).hash], ['github.com', '', ''])
  }
})

/** The pages to which the Jobs of a compiled pipeline link, each once. */
function pagesOf(given: Written): readonly string[] {
  const { errors, written } = compiled(given)
  assert.deepEqual(errors, [])
  const made = written.flatMap(({ text }) => [...text.matchAll(/link\.argocd\.argoproj\.io\/(?:spec|waves): (.*)/g)])
  return [...new Set(made.map(([, value = '']) => value.replaceAll(/^"|"$/g, '').split('|')[1] ?? ''))]
}

test('the Jobs link to the repository that the spec names, with or without an Application', () => {
  const url = 'https://github.com/acme/shop-gitops.git'
  const files = 'https://git.acme.example/shop/-/blob/main'
  const paths = ['waves/parts/pipeline.yaml', 'manifests/default/parts/README.md']
  const at = (base: string) => paths.map((path) => `${base}/${path}`)
  const github = 'https://github.com/acme'
  const cases: readonly (readonly [Written, readonly string[]])[] = [
    [{ own: 'none' }, []],
    [{}, at(`${github}/shop/blob/main`)],
    [{ own: 'none', repository: { url } }, at(`${github}/shop-gitops/blob/HEAD`)],
    [{ own: 'none', repository: { url, revision: 'release 1' } }, at(`${github}/shop-gitops/blob/release%201`)],
    [
      { own: 'none', repository: { url: 'git@gitlab.com:acme/shop.git' } },
      at('https://gitlab.com/acme/shop/-/blob/HEAD'),
    ],
    [{ own: 'none', repository: { files } }, at(files)],
    [{ own: 'none', repository: { files: `${files}/` } }, at(files)],
    // Argo CD may read a copy that no browser can.
    [{ repository: { files } }, at(files)],
  ]
  for (const [given, pages] of cases) assert.deepEqual(pagesOf(given), pages, JSON.stringify(given))
})

test('a repository whose pages are not known is refused, without its address', () => {
  const refused: readonly object[] = [
    { url: 'https://git.acme.example/shop.git' },
    { url: 'https://token:s3cret-s3cret@github.com/acme/shop' },
    { url: '../shop' },
    { files: 'javascript:alert(1)' },
    { files: 'https://a.example/shop?path=' },
    { files: 'https://a.example/shop|https://b.example' },
    { url: 'https://github.com/acme/shop', files: 'https://a.example/shop' },
    {},
  ]
  for (const repository of refused) {
    const { errors, messages } = compiled({ own: 'none', repository })
    assert.notDeepEqual(errors, [], JSON.stringify(repository))
    assert.doesNotMatch(messages.join('\n'), /s3cret/)
  }
})
