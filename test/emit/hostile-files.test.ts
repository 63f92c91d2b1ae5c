// The names of files and folders in what wavec writes: comments stay comments, and the Dockerfile copies one folder.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'

const app = readFileSync(new URL('../cli/fixtures/shop/waves/orders/app/app.yaml', import.meta.url), 'utf8')

function written(manifest: string, migrations = 'migrations', image?: string): ReadonlyMap<string, string> {
  const spec = {
    database: { secret: 'orders-db-migrator' },
    migrations: { tool: 'sql', path: migrations, ...(image === undefined ? {} : { delivery: 'image', image }) },
    workload: 'app',
    deploy: { candidate: { passive: true } },
    smokeTest: { http: [{ path: '/healthz' }] },
  }
  const files = {
    'waves/orders/pipeline.yaml': JSON.stringify({
      apiVersion: 'wavec.dev/v1',
      kind: 'Pipeline',
      metadata: { name: 'orders', namespace: 'shop' },
      spec,
    }),
    [`waves/orders/app/${manifest}`]: app,
    [`waves/orders/${migrations}/V1__a.sql`]: 'create table a (id int);\n',
  }
  const { files: all, diagnostics } = compileAll(memoryTree(files), 'waves', { renderer: noProgram, runner: standIn })
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  )
  return new Map(all.map(({ path, text }) => [path, text]))
}

test('a line break in the name of a manifest ends no comment', () => {
  const given = written('a\n---\nkind: Secret\n#.yaml').get('default/orders/60-workload.yaml') ?? ''
  const plain = written('a.yaml').get('default/orders/60-workload.yaml') ?? ''
  const values = (text: string): unknown => parseAllDocuments(text).map((document) => document.toJS() as unknown)
  assert.deepEqual(values(given), values(plain))
})

test('the Dockerfile copies exactly the folder of the migrations', () => {
  const copies = (folder: string): string | undefined => {
    const image = `ghcr.io/acme/migrations:v1@sha256:${'0'.repeat(64)}`
    return written('a.yaml', folder, image)
      .get('default/orders/migrations.Dockerfile')
      ?.match(/^COPY .*$/m)?.[0]
  }
  assert.equal(copies('migrations'), 'COPY waves/orders/migrations/ /wavec/migrations/')
  assert.equal(
    copies('a $B [c] *?/--from=x'),
    String.raw`COPY ["waves/orders/a \\$B [[]c] [*][?]/--from=x/","/wavec/migrations/"]`,
  )
})
