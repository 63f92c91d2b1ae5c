import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fullYaml } from '../../src/pipeline/full-yaml.ts'
import { jsonSchema } from '../../src/pipeline/json-schema.ts'
import { golden, repository } from '../support/golden.ts'

test('the committed schema is current', () => golden('waves/pipeline.schema.json', jsonSchema()))

test('every sample names the schema in its first line', () => {
  const samples = readdirSync(`${repository}waves`)
    .map((name) => `${repository}waves/${name}/pipeline.yaml`)
    .filter((path) => existsSync(path))
  assert.ok(samples.length > 0)
  for (const path of samples)
    assert.match(readFileSync(path, 'utf8'), /^# yaml-language-server: \$schema=\.\.\/pipeline\.schema\.json\n/)
})

test('a patch has required fields only inside lists, and each of its keys may be null', () => {
  const { definitions = {}, properties = {} } = JSON.parse(jsonSchema()) as Schema
  assert.deepEqual(properties['spec']?.required, ['database', 'migrations', 'workload', 'smokeTest'])
  const maps = ['patch', 'podPatch'].flatMap((name) => mapsIn(definitions[name] ?? {}))
  const fields = maps.flatMap((map) => Object.values(map.properties ?? {}))
  assert.ok(fields.length > 80)
  for (const map of maps) assert.equal(map.required, undefined)
  for (const field of fields) assert.ok(takesNull(field), JSON.stringify(field).slice(0, 80))
  const http = definitions['patch']?.properties?.['smokeTest']?.properties?.['http']
  assert.deepEqual(http?.items?.required, ['path'])
})

test('the JSON Schema and `schema --yaml` leave out features that do not compile yet', () => {
  const unbuilt =
    /helm\b|init-container|liquibase|golang-migrate|atlas|mysql|mariadb|sqlserver|oracle|shards|rollout\b|backfill/
  for (const text of [jsonSchema(), fullYaml]) assert.doesNotMatch(text, unbuilt)
})

function mapsIn(schema: Schema): Schema[] {
  const inside = [...Object.values(schema.properties ?? {}), ...(schema.anyOf ?? [])]
  return [schema, ...inside.flatMap(mapsIn)]
}

function takesNull({ type, anyOf = [] }: Schema): boolean {
  return type === 'null' || type?.includes('null') === true || anyOf.some(takesNull)
}

interface Schema {
  readonly type?: string | readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly definitions?: Readonly<Record<string, Schema>>
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
}
