// Loads a fixture folder, which README.md in this folder describes.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadManifests } from '../../src/manifest/load.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { findObjects, namedObjects } from '../../src/simulate/find-object.ts'
import { simulate, type Operation, type Outcome, type Simulation } from '../../src/simulate/index.ts'
import { manualSync } from '../../src/simulate/operation/defaults.ts'
import type { Trace } from '../../src/timeline/trace.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

interface Outcomes {
  readonly title: string
  /** The functions of argoproj/argo-cd v3.5.1 that the trace was derived from. */
  readonly source: readonly string[]
  readonly operation?: Partial<Operation>
  readonly outcomes?: readonly Outcome[]
}

export const fixtures: readonly string[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

export function outcomesOf(name: string): Outcomes {
  return JSON.parse(readFileSync(`${folder}${name}/outcomes.json`, 'utf8')) as Outcomes
}

export function simulationOf(name: string): Simulation {
  const { title, operation: own, outcomes = [] } = outcomesOf(name)
  const operation = { ...manualSync, ...own, retry: { ...manualSync.retry, ...own?.retry } }
  const [targets, live] = [manifestsOf(`${name}/manifests.yaml`), manifestsOf(`${name}/live.yaml`)]
  const objects = namedObjects([...targets, ...live], operation)
  const resolved = outcomes.map((outcome) => {
    const found = findObjects(outcome.of, objects)
    assert.equal(found.length, 1, `${name}: ${outcome.of} names ${found.length} objects`)
    return { ...outcome, of: found[0]?.key ?? '' }
  })
  return { title, targets, live, operation, outcomes: resolved }
}

export function traceOf(name: string): Trace {
  return simulate(simulationOf(name))
}

/** One action, state or task a line: long enough to read, short enough to diff. */
export function traceText(trace: Trace): string {
  return `${JSON.stringify(trace, undefined, 2).replaceAll(/\{\n\s+("verb"|"id")[^]*?\n\s+\}/g, oneLine)}\n`
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ')
}

function manifestsOf(path: string): readonly Manifest[] {
  if (!existsSync(`${folder}${path}`)) return []
  const { manifests, diagnostics } = loadManifests(path, readFileSync(`${folder}${path}`, 'utf8'), 'any')
  assert.deepEqual(diagnostics, [])
  return manifests.map(({ manifest }) => manifest)
}
