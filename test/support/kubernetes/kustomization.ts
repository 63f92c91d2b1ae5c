import { asText, at, isList } from '../../../src/manifest/fields.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'

const known = ['apiVersion', 'kind', 'namespace', 'resources']

/** Problems of an emitted kustomization.yaml: it must list exactly the other YAML files of its folder, and no more. */
export function kustomizationProblems(kustomization: Manifest, files: readonly string[]): readonly string[] {
  const fields = Object.keys(kustomization).filter((key) => !known.includes(key))
  const resources = at(kustomization, 'resources')
  const listed = isList(resources) ? resources.map((resource) => asText(resource) ?? JSON.stringify(resource)) : []
  const siblings = files.filter((file) => /\.ya?ml$/.test(file) && file !== 'kustomization.yaml')
  return [
    ...fields.map((key) => `${key}: unknown field`),
    ...(kustomization.apiVersion === 'kustomize.config.k8s.io/v1beta1' && kustomization.kind === 'Kustomization'
      ? []
      : ['apiVersion: not a Kustomization of v1beta1']),
    ...(listed.length === 0 ? ['resources: none'] : []),
    ...listed.filter((file) => !siblings.includes(file)).map((file) => `resources: ${file} is not beside it`),
    ...siblings.filter((file) => !listed.includes(file)).map((file) => `resources: ${file} is not listed`),
    ...listed
      .filter((file, index) => listed.indexOf(file) !== index)
      .map((file) => `resources: ${file} is listed twice`),
  ]
}
