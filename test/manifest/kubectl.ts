/**
 * kubectl as the oracle of what Kubernetes reads. A committed table has its answers for machines without kubectl, and
 * where kubectl is installed, its answers must equal the table (UPDATE=1 rewrites it).
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { objectAt, without } from '../../src/manifest/fields.ts'
import type { Json, JsonObject } from '../../src/manifest/manifest.ts'

/** The objects of a stream as kubectl reads them, or undefined if it refuses the stream. */
export type Read = (stream: string) => readonly JsonObject[] | undefined

const version = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' })
const installed = version.status === 0

/** Rows of the committed table `fixtures/<name>.json`; `live` computes them again. */
export function answers<Row extends JsonObject>(
  t: TestContext,
  name: string,
  live: (read: Read) => readonly Row[],
): readonly Row[] {
  const file = new URL(`./fixtures/${name}.json`, import.meta.url)
  if (!installed) {
    t.diagnostic(`kubectl is not installed: compared with its committed answers, ${name}.json`)
    return JSON.parse(readFileSync(file, 'utf8')) as Row[]
  }
  const rows = live(read)
  if (process.env['UPDATE'] === '1') writeFileSync(file, tableText(rows))
  t.diagnostic(`${rows.length} rows read by kubectl itself (${version.stdout.split('\n')[0]})`)
  assert.equal(
    readFileSync(file, 'utf8'),
    tableText(rows),
    `${name}.json is not what kubectl answers: run again with UPDATE=1`,
  )
  return rows
}

/** `label --local` decodes like `apply`, needs no server, and prints the objects. */
function read(stream: string): readonly JsonObject[] | undefined {
  const { status, stdout } = spawnSync('kubectl', ['label', '--local', '-f', '-', 'oracle=1', '-o', 'json'], {
    encoding: 'utf8',
    input: stream,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) return undefined
  const objects = JSON.parse(`[${stdout.replaceAll(/^\}\n\{/gm, '},{')}]`) as JsonObject[]
  return objects.map(withoutLabel)
}

function withoutLabel(object: JsonObject): JsonObject {
  const labels = without(objectAt(object, 'metadata', 'labels') ?? {}, 'oracle')
  const metadata = without(objectAt(object, 'metadata') ?? {}, 'labels')
  return { ...object, metadata: Object.keys(labels).length === 0 ? metadata : { ...metadata, labels } }
}

/** One row per line, in ASCII, so that diffs are readable and editors change nothing. */
function tableText(rows: readonly Json[]): string {
  const lines = rows.map((row) =>
    JSON.stringify(row).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )
  return `[\n  ${lines.join(',\n  ')}\n]\n`
}
