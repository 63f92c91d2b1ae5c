// Executes every Job of every sample's committed manifests. It finds new samples by itself.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { rehearse, root } from '../rehearse/rehearsing.ts'
import { majors, server } from '../support/postgres.ts'

interface Sample {
  readonly name: string
  readonly environment: string
  /** Below waves/. */
  readonly folder: string
  readonly jobs: readonly string[]
}

/**
 * Billing migrates with its own program and is tested in rehearse.test.ts with a substitute. The variants are tested in
 * rehearse-variants.test.ts, which expects a result for each Job and fails if a variant is missing.
 */
function elsewhere(folder: string): boolean {
  return folder === 'billing' || folder.startsWith('variants/')
}

const samples = readdirSync(join(root, 'waves'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/pipeline.yaml'))
  .map((path) => path.replace('/pipeline.yaml', ''))
  .sort()
  .filter((folder) => !elsewhere(folder))
  .flatMap((folder) => samplesOf(folder))

function samplesOf(folder: string): readonly Sample[] {
  const name = folder.split('/').at(-1) ?? ''
  return readdirSync(join(root, 'manifests')).flatMap((environment) => {
    const jobs = environment.includes('.') ? [] : jobsIn(join(root, 'manifests', environment, name))
    return jobs.length === 0 ? [] : [{ name, environment, folder, jobs }]
  })
}

/** All Jobs but the report, which runs only after a failure. */
function jobsIn(folder: string): readonly string[] {
  return filesIn(folder).flatMap((file) =>
    parseAllDocuments(readFileSync(join(folder, file), 'utf8')).flatMap((document) => {
      const value = document.toJS() as { kind?: string; metadata?: { name: string; annotations?: object } } | null
      const isReport = JSON.stringify(value?.metadata?.annotations ?? {}).includes('"SyncFail"')
      return value?.kind === 'Job' && !isReport ? [value.metadata?.name ?? ''] : []
    }),
  )
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((file) => file.endsWith('.yaml'))
  } catch {
    return []
  }
}

const major = majors.at(-1)
describe('every sample', { concurrency: 4, skip: major === undefined ? 'no PostgreSQL here' : false }, () => {
  test('at least three samples are found', () => assert.ok(samples.length >= 3, JSON.stringify(samples)))

  for (const { name, environment, folder, jobs } of samples) {
    test(`${name} in ${environment}: all ${jobs.length} Jobs succeed`, async () => {
      const { bin } = await server(major ?? 18)
      const chosen = environment === 'default' ? [] : ['--environment', environment]
      const ran = await rehearse([`waves/${folder}`, ...chosen, '--pg-bin', bin])
      for (const job of jobs) assert.match(ran.output, new RegExp(`  ok +${job}  `))
      assert.deepEqual({ exit: ran.exit, left: ran.left, stderr: ran.stderr }, { exit: 0, left: [], stderr: '' })
    })
  }
})
