// A complete tool in one file, outside wavec's registry: it compiles, lints, rehearses, reports and is proposed by init.
import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { emitPipeline, type EmittedPipeline } from '../../src/emit/index.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { loadPipeline } from '../../src/pipeline/load.ts'
import { schemasOf } from '../../src/pipeline/schema.ts'
import { lintAll } from '../../src/project/lint/lint-all.ts'
import { lintUnits } from '../../src/project/lint/lint-units.ts'
import { propose } from '../../src/propose/index.ts'
import { ephemeralServer, rehearse } from '../../src/rehearse/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { loadParser, reversalsBy } from '../../src/sql/index.ts'
import { tools, toolsOf } from '../../src/tools/index.ts'
import { repository } from '../support/golden.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { invented } from './invented/tool.ts'
import { standIn } from '../support/runner-program.ts'

const known = toolsOf([...Object.values(tools), invented])
const schemas = schemasOf(known)
const reversals = reversalsBy(await loadParser())
const spec = 'waves/shop/pipeline.yaml'
const image = 'registry.example/invented'
const base = {
  [spec]: `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: shop, namespace: shop }
spec:
  profile: phases
  runner: { image: registry.example/wavec-with-invented:v1 }
  database: { secret: shop-db }
  migrations: { tool: invented, path: migrations, image: "${image}@sha256:${'a'.repeat(64)}" }
  migrate: { backoffLimit: 2, expect: [{ table: coupons, columns: { code: text } }] }
  workload: app.yaml
  smokeTest: { sql: [{ query: "select count(*) from coupons" }] }
`,
  'waves/shop/app.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: shop }
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: app, image: "registry.example/shop:v1" }] }
`,
  'waves/shop/migrations/0001_create.up.sql':
    'create table coupons (id bigint primary key);\n-- down\ndrop table coupons;\n',
  'waves/shop/migrations/0001_create.down.sql': 'drop table coupons;\n',
  'waves/shop/migrations/0002_code.up.sql':
    'alter table coupons add column code text;\n-- down\nalter table coupons drop column code;\n',
}

test('its migrations compile into a Job with its container, and the index lists only files that it applies', () => {
  const { files } = compiled(base)
  const text = files.map((file) => file.text).join('\n')
  assert.match(text, /image: registry\.example\/invented@sha256:a{64}/)
  assert.match(text, /name: INVENTED_FILES\s+value: \/wavec\/migrations/)
  assert.match(text, /"file":"0002_code\.up\.sql","version":"0002"/)
  assert.doesNotMatch(text, /"file":"0001_create\.down\.sql"/)
  assert.match(text, /Applies the pending migrations of shop v1 with invented/)
})

test('a file name that does not match its pattern is refused, and the message names the pattern', () => {
  const { diagnostics } = emitted({ ...base, 'waves/shop/migrations/V3__x.sql': 'select 1;\n' })
  assert.deepEqual(
    diagnostics.map(({ code, help }) => [code, help]),
    [['migrations/bad-name', 'name it <0001>_<description>.up.sql']],
  )
})

test('its files are linted with its order, sections and transactions, and messages name the tool', async () => {
  const files = {
    '0003_own.up.sql':
      'begin;\nalter table coupons add column note text;\ncommit;\n-- down\nalter table coupons drop column note;\n',
    '0004_index.up.sql':
      'create index concurrently coupons_code on coupons (code);\nalter table coupons add column used boolean;\n',
    '0005_outside.up.sql': '-- outside\ncreate index concurrently coupons_id on coupons (id);\n',
  }
  const own = Object.entries(files).map(([name, text]) => [`waves/shop/migrations/${name}`, text] as const)
  const tree = memoryTree({ ...base, ...Object.fromEntries(own) })
  const { units } = lintUnits(tree, ['waves'], { shipped: undefined, server: 16, known: schemas })
  assert.deepEqual(
    units.flatMap((unit) => unit.files.map(({ name }) => name)),
    ['0001_create.up.sql', '0002_code.up.sql', ...Object.keys(files)],
  )
  const { diagnostics } = lintAll(await loadParser(), units, 'all')
  const said = (code: string) => diagnostics.filter((each) => each.code === code)
  assert.deepEqual(
    said('sql/txn-control-in-managed').map(({ message }) => message),
    Array(2).fill('it ends the transaction that Invented began: each file is one transaction already'),
  )
  assert.deepEqual(
    said('sql/mixed-txn-file').map(({ span, help }) => [span?.file, help]),
    [['waves/shop/migrations/0004_index.up.sql', 'put it in a file of its own, or set -- outside in its first line']],
  )
  assert.deepEqual(said('sql/drop-table'), [])
  assert.deepEqual(said('sql/drop-column'), [])
})

test('init recognises the files of the tool', () => {
  const { [spec]: _, ...rest } = base
  const { proposals } = propose(memoryTree(rest), known)
  const text = proposals.map((proposal) => proposal.text).join('')
  assert.match(text, /tool: invented/)
  assert.match(proposals[0]?.reasons[0] ?? '', /^why invented: the files follow Invented's naming$/)
})

test('rehearse runs its program, reads its history, and a reversal deletes the history row', async () => {
  await using database = await newDatabase()
  const first = await database.rehearse({ programs: new Map([[image, 'test/tools/invented/apply.mjs']]) })
  assert.deepEqual(first.failed, [])
  assert.deepEqual(await database.rows('select version from invented_history order by 1'), ['0001', '0002'])
  const back = await database.rows(`select sql from wavec.reversal where file = '0002_code.up.sql'`)
  assert.match(back[0] ?? '', /drop column code; delete from invented_history where version = '0002'$/i)

  await database.rows(`update invented_history set ok = false where version = '0002'`)
  const second = await database.rehearse({ programs: new Map([[image, 'test/tools/invented/apply.mjs']]) })
  assert.match(second.failed.join('\n'), /the history of invented marks 0002_code\.up\.sql as failed/)
  assert.match(second.failed.join('\n'), /invented fix/)
})

test("without its program, wavec's engine applies its sections", async () => {
  await using database = await newDatabase()
  const { failed, warnings } = await database.rehearse({ programs: new Map() })
  assert.deepEqual(failed, [])
  assert.match(warnings.join('\n'), /wavec's own engine applied the files: invented itself was not run/)
  assert.deepEqual(
    await database.rows(`select column_name from information_schema.columns where table_name = 'coupons' order by 1`),
    ['code', 'id'],
  )
})

type Texts = Readonly<Record<string, string>>

function emitted(texts: Texts) {
  const tree = memoryTree(texts)
  const { value = [], diagnostics } = loadPipeline(tree, spec, schemas)
  assert.deepEqual(diagnostics, [])
  const [pipeline] = value
  assert.ok(pipeline !== undefined)
  return emitPipeline(pipeline, tree, { renderer: noProgram, runner: standIn, reversals })
}

function compiled(texts: Texts): EmittedPipeline {
  const { value, diagnostics } = emitted(texts)
  assert.deepEqual(diagnostics, [])
  assert.ok(value !== undefined)
  return value
}

function manifestsOf({ files }: EmittedPipeline): readonly Manifest[] {
  const yaml = files.filter(({ path }) => path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml'))
  return yaml.flatMap(({ path, text }) => loadManifests(path, text).manifests.map(({ manifest }) => manifest))
}

/** A separate database, in which the pipeline can be rehearsed repeatedly. */
async function newDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'wi-'))
  chmodSync(folder, 0o711)
  const stop = new AbortController().signal
  const wanted = { role: 'shop_migrator', database: 'shop', schema: undefined, stop, again: 'npm test' }
  const server = await ephemeralServer(wanted, { folder, near: [repository], bin: undefined })
  let runs = 0
  return {
    rehearse: async ({ programs }: { readonly programs: ReadonlyMap<string, string> }) => {
      runs += 1
      const own = join(folder, `${runs}`)
      mkdirSync(own)
      chmodSync(own, 0o711)
      const { jobs } = await rehearse({
        manifests: manifestsOf(compiled(base)),
        server,
        folder: own,
        cwd: repository,
        runner: [
          process.execPath,
          '--import',
          import.meta.resolve('tsx'),
          join(repository, 'test/tools/invented/run.ts'),
        ],
        images: { programs, baked: undefined },
        tools: known,
        failing: undefined,
        database: 'up',
        stop,
        tell: () => undefined,
      })
      const containers = jobs.flatMap(({ result }) => result.containers)
      return {
        failed: containers.flatMap(({ name, state, said, packet }) =>
          state === 'failed' ? [`${name}: ${said} ${JSON.stringify(packet ?? '')}`] : [],
        ),
        warnings: containers.flatMap(({ warnings }) => warnings),
      }
    },
    rows: async (sql: string): Promise<readonly string[]> => {
      await using session = await server.observe()
      const { rows } = await session.query(sql)
      return rows.map((row) => Object.values(row)[0] ?? '')
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
