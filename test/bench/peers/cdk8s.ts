import { createRequire } from 'node:module'
import { loadManifests } from '../../../src/manifest/load.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { codeOf, type OutputFile, type Parameterised } from './parameters.ts'

const require = createRequire(import.meta.url)

/**
 * A compiled CommonJS program in the style of cdk8s' own documentation: a chart for each service, an ApiObject for each
 * of its objects, built in code from the service's parameters. Writes `dist/<chart>.k8s.yaml` below the working directory.
 */
export function cdk8sProgram({ shapes, services }: Parameterised): string {
  const objects = shapes.map(({ example, slots }) => objectsIn(example).map((object) => codeOf(object, slots)))
  return `'use strict'
const { ApiObject, App, Chart } = require(${JSON.stringify(require.resolve('cdk8s'))})
const shapes = [
${objects.map((codes) => `(v) => [\n${codes.join(',\n')}\n],`).join('\n')}
]
const services = [
${services.map(({ shape, values }) => `[${shape}, ${JSON.stringify(values)}],`).join('\n')}
]
const app = new App()
for (const [index, [shape, v]] of services.entries()) {
  const chart = new Chart(app, 'service-' + index)
  for (const [number, object] of shapes[shape](v).entries()) new ApiObject(chart, 'object-' + number, object)
}
app.synth()
`
}

/** The file to which the program writes the service with this number. */
export function cdk8sChart(index: number): string {
  return `dist/service-${index}.k8s.yaml`
}

/** The Kubernetes objects among a service's files: without the README and the kustomization. */
export function objectsIn(files: readonly OutputFile[]): Manifest[] {
  return files
    .filter(([path]) => path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml'))
    .flatMap(([path, text]) => loadManifests(path, text).manifests.map(({ manifest }) => manifest))
}
