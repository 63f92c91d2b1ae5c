import { at, textsAt } from '../../../manifest/fields.ts'
import { isApplication } from '../../application.ts'
import { eachOf } from '../../rule.ts'

/** controller/sync.go: passes `syncNamespace` to the engine only with CreateNamespace=true. */
export const namespaceMetadata = eachOf('Application', (subject) => {
  const { manifest, locate, id } = subject
  const path = ['spec', 'syncPolicy', 'managedNamespaceMetadata']
  if (!isApplication(subject) || at(manifest, ...path) === undefined) return undefined
  if (textsAt(manifest, 'spec', 'syncPolicy', 'syncOptions').includes('CreateNamespace=true')) return undefined
  return [
    {
      message: `${id} never writes these labels and annotations to its namespace`,
      why: 'managedNamespaceMetadata has an effect only with CreateNamespace=true, even if the namespace already exists',
      help: 'set syncOptions: [CreateNamespace=true], or add a Namespace to the manifests',
      span: locate(path, 'key'),
    },
  ]
})
