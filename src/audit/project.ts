/**
 * What an AppProject permits, as Argo CD decides it (v3.6.0-dev at 37ee009, pkg/apis/application/v1alpha1/
 * app_project_types.go: IsGroupKindNamePermitted, IsSourcePermitted, isDestinationMatched). What only the cluster can
 * decide counts as permitted.
 */
import { at, isList, objectsAt, textAt, textsAt } from '../manifest/fields.ts'
import { globMatches } from '../manifest/glob.ts'
import { groupOf, scopeOf } from '../manifest/kinds.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'

/** `Job.batch`, as kubectl writes a kind with its group. */
export function kindOf({ apiVersion, kind }: Manifest): string {
  const group = groupOf(apiVersion)
  return group === '' ? kind : `${kind}.${group}`
}

/** The scope of a custom resource is unknown, so a match in either list is enough. */
export function permitsKind(project: Manifest, manifest: Manifest): boolean {
  const scope = scopeOf(manifest.apiVersion, manifest.kind)
  return (
    (scope !== 'cluster' && permitsNamespaced(project, manifest)) ||
    (scope !== 'namespaced' && permitsCluster(project, manifest))
  )
}

/** No whitelist permits every kind, an empty one permits none. */
function permitsNamespaced(project: Manifest, manifest: Manifest): boolean {
  const white = at(project, 'spec', 'namespaceResourceWhitelist')
  const isWhite = !isList(white) || objectsAt(project, 'spec', 'namespaceResourceWhitelist').some(isListed(manifest))
  return isWhite && !objectsAt(project, 'spec', 'namespaceResourceBlacklist').some(isListed(manifest))
}

function permitsCluster(project: Manifest, manifest: Manifest): boolean {
  const isNamed = (item: JsonObject): boolean => {
    const name = textAt(item, 'name') ?? ''
    return isListed(manifest)(item) && (name === '' || globMatches(name, manifest.metadata.name))
  }
  return (
    objectsAt(project, 'spec', 'clusterResourceWhitelist').some(isNamed) &&
    !objectsAt(project, 'spec', 'clusterResourceBlacklist').some(isNamed)
  )
}

function isListed({ apiVersion, kind }: Manifest): (item: JsonObject) => boolean {
  return (item) =>
    globMatches(textAt(item, 'kind') ?? '', kind) && globMatches(textAt(item, 'group') ?? '', groupOf(apiVersion))
}

export function permitsSource(project: Manifest, repoURL: string): boolean {
  const url = normalUrl(repoURL)
  const patterns = textsAt(project, 'spec', 'sourceRepos')
  const denied = patterns.some((each) => each.startsWith('!') && globMatches(normalUrl(each.slice(1)), url, '/'))
  // A denial that does not apply counts as a match.
  return (
    !denied && patterns.some((each) => each.startsWith('!') || each === '*' || globMatches(normalUrl(each), url, '/'))
  )
}

/** util/git/git.go, NormalizeGitURL. */
function normalUrl(url: string): string {
  const lower = url.trim().toLowerCase()
  const scp = /^(?:([\w.-]+)@)([\w.-]+):(.*)$/.exec(lower)
  const full = scp === null ? lower : `${scp[1]}@${scp[2]}/${scp[3]}`
  return full.replace(/^ssh:\/\//, '').replace(/\.git$/, '')
}

/** An Application gives its cluster by name or by address. */
export interface Destination {
  readonly name: string | undefined
  readonly server: string | undefined
}

export function permitsDestination(project: Manifest, cluster: Destination, namespace: string): boolean {
  let isMatched = false
  for (const item of objectsAt(project, 'spec', 'destinations')) {
    const inNamespace = matchesOrDenies(textAt(item, 'namespace') ?? '', namespace)
    const byName = clusterMatch(textAt(item, 'name'), cluster.name)
    const byServer = clusterMatch(textAt(item, 'server'), cluster.server)
    if (inNamespace && (byName !== 'no' || byServer !== 'no')) isMatched = true
    else if (isDenied(item, 'name', byName) || (isDenied(item, 'server', byServer) && inNamespace)) return false
    else if (!inNamespace && isDenial(textAt(item, 'namespace')) && byServer === 'yes') return false
  }
  return isMatched
}

/** `unknown`: the project has a name and the Application an address, or the reverse. */
function clusterMatch(pattern: string | undefined, value: string | undefined): 'yes' | 'no' | 'unknown' {
  if (pattern === undefined || pattern === '') return 'no'
  if (value === undefined) return 'unknown'
  return matchesOrDenies(pattern, value) ? 'yes' : 'no'
}

function isDenied(item: JsonObject, field: 'name' | 'server', match: 'yes' | 'no' | 'unknown'): boolean {
  return match === 'no' && isDenial(textAt(item, field))
}

function isDenial(pattern: string | undefined): boolean {
  return pattern?.startsWith('!') === true
}

function matchesOrDenies(pattern: string, value: string): boolean {
  return isDenial(pattern) ? !globMatches(pattern.slice(1), value) : globMatches(pattern, value)
}
