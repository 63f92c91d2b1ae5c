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
    // One that a program is to fill in is none yet: no name of a namespace has capitals.
    if (namespace === undefined || !/^[a-z0-9-]+$/.test(namespace)) return []
    if (permitsDestination(project.manifest, destination, namespace)) return []
    const own = destination.name === undefined ? `server: ${cluster}` : `name: ${cluster}`
    return [
      {
        message: `${project.id} does not permit namespace ${namespace} of ${cluster}, to which ${application.id} syncs`,
        why: 'every object is checked before the first is applied: the sync fails, and SyncFail hooks do not run either',
        help: `add it to destinations: { ${own}, namespace: ${namespace} }`,
        ...fieldOf(project, 'destinations'),
        related: [{ span: application.locate(['spec', 'destination']), message: 'the destination' }],
      },
    ]
  })
})
