// The AppProject in a pipeline's README permits every object of the pipeline, and no entry in it is superfluous.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'yaml'
import { kindOf, permitsDestination, permitsKind } from '../../src/audit/project.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import type { JsonObject, Manifest } from '../../src/manifest/manifest.ts'
import { repository } from '../support/golden.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

const { pipelines } = compileAll(diskTree(repository), 'waves', { runner: standIn, renderer })

function projectOf(spec: JsonObject): Manifest {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', metadata: { name: 'shop' }, spec }
}

for (const { folder, files, namespace } of pipelines) {
  test(`${folder}: the README's AppProject permits exactly what the pipeline needs`, () => {
    const readme = files.find(({ path }) => path === `${folder}/README.md`)?.text ?? ''
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
    const spec = parse(yaml) as { destinations: { name?: string; server?: string }[]; [list: string]: JsonObject[] }
    const objects = files
      .filter(({ path }) => path.endsWith('.yaml') && !/kustomization|applications\//.test(path))
      .flatMap(({ path, text }) => loadManifests(path, text).manifests.map(({ manifest }) => manifest))
    const refused = (project: Manifest) => new Set(objects.filter((each) => !permitsKind(project, each)).map(kindOf))
    assert.deepEqual([...refused(projectOf(spec))], [])
    const [destination] = spec.destinations
    const cluster = { name: destination?.name, server: destination?.server }
    assert.ok(permitsDestination(projectOf(spec), cluster, namespace))
    assert.ok(!permitsDestination(projectOf(spec), cluster, 'kube-system'))
    for (const list of ['namespaceResourceWhitelist', 'clusterResourceWhitelist']) {
      for (const [index] of (spec[list] ?? []).entries()) {
        const rest = { ...spec, [list]: (spec[list] ?? []).filter((_, at) => at !== index) }
        assert.equal(refused(projectOf(rest)).size, 1, `${list}[${index}]`)
      }
    }
  })
}

test('the repository has pipelines to check', () => assert.ok(pipelines.length > 2))
