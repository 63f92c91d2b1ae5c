import { asObject, jsonOf } from '../../manifest/fields.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { outputFolder } from './links.ts'

/** Argo CD's own fields as the spec has them; wavec fills in the path, and what was left out of name and destination. */
export function application(pipeline: LoadedPipeline): Manifest | undefined {
  const given = pipeline.spec.application
  if (given === undefined) return undefined
  // Loose in the spec's schema, because they are Argo CD's to judge: JSON all the same.
  const { source, destination, ...rest } = asObject(jsonOf(given.spec)) ?? {}
  const target = asObject(destination) ?? {}
  const cluster = target['name'] === undefined ? { server: 'https://kubernetes.default.svc' } : {}
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: applicationName(pipeline), namespace: 'argocd', ...asObject(jsonOf(given.metadata)) },
    spec: {
      project: 'default',
      ...rest,
      source: { ...asObject(source), path: outputFolder(pipeline) },
      destination: { ...cluster, namespace: pipeline.namespace, ...target },
    },
  }
}

export function applicationName({ name, environment }: LoadedPipeline): string {
  return environment === 'default' ? name : `${name}-${environment}`
}
