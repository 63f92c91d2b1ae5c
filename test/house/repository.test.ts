import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import * as z from 'zod'

const Job = z.object({
  permissions: z.record(z.string(), z.string()),
  steps: z.array(z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() })),
})
const Workflow = z.object({ permissions: z.strictObject({}), jobs: z.record(z.string(), Job) })

const workflowText = textOf('.github/workflows/ci.yml')
const workflow = Workflow.parse(parse(workflowText))

test('the lock file names no host and no path of a machine', () => {
  const lock = textOf('package-lock.json')
  assert.doesNotMatch(lock, /"resolved"/)
  assert.doesNotMatch(lock, /"(file|link):|"link": true/)
})

test('the lock file holds the optional packages of every platform', () => {
  // npm leaves out those that its registry lacks, and `npm ci` then refuses the lock file.
  const Package = z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) })
  const { packages } = z
    .object({ packages: z.record(z.string(), Package) })
    .parse(JSON.parse(textOf('package-lock.json')))
  const absent = Object.entries(packages).flatMap(([place, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        !Object.hasOwn(packages, `node_modules/${name}`) && !Object.hasOwn(packages, `${place}/node_modules/${name}`),
    ),
  )
  assert.deepEqual(absent, [])
})

test('dependencies are exact versions', () => {
  const Manifest = z.object({
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  const { dependencies, devDependencies } = Manifest.parse(JSON.parse(textOf('package.json')))
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    assert.match(version, /^(npm:[\w-]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/)
})

test('every action is pinned by commit, with its version beside it', () => {
  const uses = [...workflowText.matchAll(/uses: (.*)/g)].map(([, action]) => action ?? '')
  assert.ok(uses.length > 0)
  for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})

test('a job may read the repository and nothing else, and keeps no credentials', () => {
  for (const { permissions, steps } of Object.values(workflow.jobs)) {
    assert.deepEqual(permissions, { contents: 'read' })
    const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))
    assert.equal(checkout?.with?.['persist-credentials'], false)
  }
})

test('.ci/run is the second command of the README', () => {
  const commands = textOf('.ci/run').match(/^npm .*$/gm) ?? []
  assert.ok(textOf('README.md').includes(`\n${commands.join(' && ')}\n`), commands.join(' && '))
})

function textOf(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
}
