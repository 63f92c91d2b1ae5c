import { textAt } from '../../../manifest/fields.ts'
import { credentialsInManifest, secretEntries } from '../../../credentials/index.ts'
import { externalSecretFor } from '../../external-secret.ts'
import { eachOf } from '../../rule.ts'

/** Keys whose values are not secret: certificates, addresses, names, and what Argo CD uses to describe repositories and clusters. */
const harmless =
  /^(?:tls\.crt|ca\.crt|ca-bundle|.*\.crt|.*\.pub|known_hosts|url|type|name|project|host|hostname|server|port|user|username|database|dbname|enableOCI|enableLfs|insecure|namespaces|clusterResources|ssh_known_hosts|namespace|email|region|bucket|endpoint)$/i

/** Values that may or may not be credentials. `secret/plaintext` reports those that look like one. */
export const valuesInGit = eachOf('Secret', (subject) => {
  if (subject.manifest.kind !== 'Secret') return undefined
  if (textAt(subject.manifest, 'type') === 'bootstrap.kubernetes.io/token') return undefined
  const entries = secretEntries(subject.manifest)
  const isReported = credentialsInManifest(subject.manifest).some(
    ({ path }) => path[0] === 'data' || path[0] === 'stringData',
  )
  const [first] = entries.filter(({ key }) => !harmless.test(key))
  if (isReported || first === undefined) return undefined
  return [
    {
      message: `${subject.id} stores its values in git`,
      why: 'base64 is not encryption, and git keeps every version',
      help: externalSecretFor(
        subject.manifest.metadata.name,
        entries.map(({ key }) => key),
      ),
      span: subject.locate([first.field, first.key], 'key'),
      secret: entries.map(({ field, key }) => subject.locate([field, key])),
    },
  ]
})
