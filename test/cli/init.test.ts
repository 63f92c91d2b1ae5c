// What `init` proposes for typical repositories: the files and the whole output, in `init/<name>.out`.
import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { diskTree } from '../../src/connect/disk.ts'
import { loadPipeline } from '../../src/pipeline/load.ts'
import type { LoadedPipeline } from '../../src/pipeline/pipeline.ts'
import { golden, repository } from '../support/golden.ts'
import { transcript, wavec } from './cli.ts'
import { emptyFolder } from './output/workspace.ts'
import { init as repositories } from './init/repositories.ts'

for (const [name, files] of Object.entries(repositories)) {
  test(`init: ${name.replaceAll('-', ' ')}`, (t) => {
    const root = emptyFolder(t)
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(root, dirname(path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    const args = ['init', '--dry-run']
    // Hides helm on every machine.
    const ran = wavec(args, root, name === 'a-chart' ? { PATH: root } : {})
    assert.match(ran.stdout, /\nnext: npx wavec \S+.*\n$/)
    golden(`test/cli/init/${name}.out`, transcript(args, ran))
  })
}

const samples = ['billing', 'catalog', 'orders']

test('init proposes the committed specs of the samples', (t) => {
  const root = emptyFolder(t)
  for (const name of samples) cpSync(`${repository}waves/${name}`, join(root, 'waves', name), { recursive: true })
  for (const name of samples)
    for (const file of ['pipeline.yaml', 'pipeline.lock']) rmSync(join(root, 'waves', name, file))
  const ran = wavec(['init'], root)
  golden('test/cli/init/samples.out', transcript(['init'], ran))
  for (const name of samples) {
    golden(`test/cli/init/${name}.out`, readFileSync(join(root, `waves/${name}/pipeline.yaml`), 'utf8'))
    const [committed, proposed] = [repository, root].map((folder) => seenIn(folder, `waves/${name}/pipeline.yaml`))
    assert.deepEqual(proposed, committed)
  }
  assert.equal(wavec(['compile'], root).exit, 0)
  const again = wavec(['init'], root)
  assert.match(again.stdout, /\nwrote nothing\n/)
  assert.equal(again.stdout.match(/^kept /gm)?.length, 5)
})

test('a dry run writes nothing, and existing files are kept', (t) => {
  const root = emptyFolder(t)
  cpSync(`${repository}waves/catalog`, join(root, 'waves/catalog'), { recursive: true })
  rmSync(join(root, 'waves/catalog/pipeline.yaml'))
  wavec(['init', '--dry-run'], root)
  assert.deepEqual(readdirSync(root), ['waves'])
  mkdirSync(join(root, '.github/workflows'), { recursive: true })
  writeFileSync(join(root, '.github/workflows/manifests.yml'), 'mine\n')
  assert.match(wavec(['init'], root).stdout, /\nkept \.github\/workflows\/manifests\.yml: it is there already\n/)
  assert.equal(readFileSync(join(root, '.github/workflows/manifests.yml'), 'utf8'), 'mine\n')
  assert.ok(existsSync(join(root, 'waves/catalog/pipeline.yaml')))
})

/** The facts that the repository shows, of each environment that both have. */
function seenIn(root: string, file: string): unknown {
  const { value = [], diagnostics } = loadPipeline(diskTree(root), file)
  assert.deepEqual(diagnostics, [])
  const [first] = value
  assert.ok(first !== undefined)
  // The repository does not show that billing has environments; spec.environments.staging of it is empty.
  return file.includes('billing')
    ? seen(value.find(({ environment }) => environment !== 'production') ?? first)
    : value.map(seen)
}

function seen({ name, namespace, environment, spec, tool, toolSettings }: LoadedPipeline): unknown {
  const { database, migrations, workload, deploy, external } = spec
  return {
    name,
    // The manifests do not show that production has another one.
    namespace: environment === 'production' ? undefined : namespace,
    secret: database.secret,
    externalSecret: database.externalSecret,
    ca: database.tls?.caSecret,
    tool: migrations.tool,
    path: migrations.path,
    command: tool.runs.in === 'workload' ? toolSettings : undefined,
    workload: typeof workload === 'string' ? workload : workload.path,
    candidate: deploy.candidate === false ? false : { env: deploy.candidate?.env, passive: deploy.candidate?.passive },
    external,
  }
}
