import { scopeOf } from '../../../manifest/kinds.ts'
import { permitsDestination } from '../../project.ts'
import { eachInProject, fieldOf } from '../../projects.ts'

export const namespaceNotPermitted = eachInProject(({ application, project, objects, destination }) => {
  const namespaces = new Set(
    objects
      .filter(({ manifest }) => scopeOf(manifest.apiVersion, manifest.kind) === 'namespaced')
      .map(({ manifest }) => manifest.metadata.namespace ?? destination.namespace),
  )
  if (destination.namespace !== undefined) namespaces.add(destination.namespace)
  const cluster = destination.name ?? destination.server ?? ''
  return [...namespaces].flatMap((namespace) => {
    // A placeholder is not a namespace yet: real names have no capitals.
    if (namespace === undefined || !/^[a-z0-9-]+$/.test(namespace)) return []
    if (permitsDestination(project.manifest, destination, namespace)) return []
    const own = destination.name === undefined ? `server: ${cluster}` : `name: ${cluster}`
    return [
      {
        message: `${project.id} does not permit namespace ${namespace} on ${cluster}, but ${application.id} syncs to it`,
        why: 'Argo CD checks every object before it applies the first, so the sync fails and SyncFail hooks do not run either',
        help: `add { ${own}, namespace: ${namespace} } to destinations`,
        ...fieldOf(project, 'destinations'),
        related: [{ span: application.locate(['spec', 'destination']), message: 'the destination' }],
      },
    ]
  })
})
