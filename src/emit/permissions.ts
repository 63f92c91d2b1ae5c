import { compare } from '../diagnostic/diagnostic.ts'
import { groupOf, scopeOf } from '../manifest/kinds.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { quoteText } from '../manifest/quote.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { application } from './argocd/application.ts'
import { objectAt, textAt } from '../manifest/fields.ts'

/**
 * What an AppProject must permit, as its own fields in YAML. Argo CD checks every object before it applies the first, and
 * then no SyncFail hook reports it. Custom resources are taken for namespaced, which nearly all are.
 */
export function projectPermissions(pipeline: LoadedPipeline, manifests: readonly Manifest[]): readonly string[] {
  const app = application(pipeline)
  const repoURL = textAt(app, 'spec', 'source', 'repoURL')
  const target = objectAt(app, 'spec', 'destination')
  const [field, value] =
    textAt(target, 'name') === undefined ? ['server', textAt(target, 'server')] : ['name', textAt(target, 'name')]
  const cluster = `${field}: ${value ?? 'https://kubernetes.default.svc'}`
  const kinds = (isMeant: (manifest: Manifest) => boolean) =>
    [...new Set(manifests.filter(isMeant).map(item))].sort(compare)
  const isCluster = ({ apiVersion, kind }: Manifest) => scopeOf(apiVersion, kind) === 'cluster'
  const clusterWide = kinds(isCluster)
  return [
    ...(repoURL === undefined ? [] : [`sourceRepos: [${quoteText(repoURL)}]`]),
    `destinations: [{ ${cluster}, namespace: ${pipeline.namespace} }]`,
    'namespaceResourceWhitelist:',
    ...kinds((manifest) => !isCluster(manifest)),
    ...(clusterWide.length === 0 ? [] : ['clusterResourceWhitelist:', ...clusterWide]),
  ]
}

function item({ apiVersion, kind }: Manifest): string {
  const group = groupOf(apiVersion)
  return `  - { group: ${group === '' ? '""' : group}, kind: ${kind} }`
}
