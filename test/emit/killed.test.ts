// What follows an attempt that was killed (exit code 137): the rules of the Jobs, and what the README of a pipeline says.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseAllDocuments } from 'yaml'
import { repository } from '../support/golden.ts'

interface Job {
  readonly kind: string
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly backoffLimit: number
    readonly podFailurePolicy: { readonly rules: readonly Rule[] }
  }
}

interface Rule {
  readonly onExitCodes?: {
    readonly operator: string
    readonly containerName: string
    readonly values: readonly number[]
  }
}

const folders = ['default', 'staging', 'production'].flatMap((environment) =>
  readdirSync(`${repository}manifests/${environment}`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'applications')
    .map(({ name }) => `manifests/${environment}/${name}`),
)

function jobsIn(folder: string): readonly Job[] {
  return readdirSync(`${repository}${folder}`)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parseAllDocuments(readFileSync(`${repository}${folder}/${name}`, 'utf8')))
    .map((document) => document.toJS() as Job)
    .filter(({ kind, metadata }) => kind === 'Job' && metadata.labels?.['wavec.dev/stage'] !== undefined)
}

/** The exit codes of wavec's own containers that a retry follows. */
function retriedCodes({ spec }: Job): readonly string[] {
  const own = spec.podFailurePolicy.rules.flatMap(({ onExitCodes }) =>
    onExitCodes?.operator === 'NotIn' ? [onExitCodes.values.join()] : [],
  )
  return [...new Set(own)]
}

test('a killed attempt is tried again where the step may run twice, and the README says in which Jobs', () => {
  assert.ok(folders.length > 5)
  for (const folder of folders) {
    const jobs = jobsIn(folder)
    for (const job of jobs) {
      const stage = job.metadata.labels['wavec.dev/stage'] ?? ''
      const isToolsOwn = stage === 'migrate' && !JSON.stringify(job.spec).includes(String.raw`\"tool\":\"sql\"`)
      const isFinal = stage === 'preflight' || stage === 'report' || isToolsOwn
      assert.deepEqual(retriedCodes(job), [isFinal ? '75' : '75,137'], `${folder} ${job.metadata.name}`)
      if (isToolsOwn) assert.equal(job.spec.backoffLimit, 0, job.metadata.name)
    }
    const readme = readFileSync(`${repository}${folder}/README.md`, 'utf8')
    const [, named = ''] = /and in (.+?) also 137/.exec(readme) ?? []
    const again = jobs.filter((job) => job.spec.backoffLimit > 0 && retriedCodes(job)[0] === '75,137')
    assert.deepEqual(
      new Set([...named.matchAll(/`(.+?)`/g)].map(([, name]) => name)),
      new Set(again.map(({ metadata }) => metadata.name)),
      folder,
    )
  }
})

test('the report has one attempt of a minute, and no reference of a Job of wavec’s waits for a Secret', () => {
  for (const folder of folders) {
    for (const job of jobsIn(folder)) {
      if (job.metadata.labels['wavec.dev/stage'] !== 'report') continue
      const text = JSON.stringify(job.spec)
      assert.match(text, /"activeDeadlineSeconds":60/)
      assert.equal(job.spec.backoffLimit, 0)
      const references = [...text.matchAll(/"secretKeyRef":\{[^}]*\}|"secret":\{"secretName"[^\]]*\][^}]*\}/g)]
      assert.ok(references.length > 0)
      for (const [reference] of references) assert.match(reference, /"optional":true/, folder)
    }
  }
})
