import { textAt } from '../../../manifest/fields.ts'
import { credentialIn, credentialInLines } from '../../../source/credential.ts'
import { externalSecretFor } from '../../external-secret.ts'
import { eachOf } from '../../rule.ts'
import { secretEntries } from '../../secret-value.ts'

/** What is no secret in a Secret: certificates, addresses, names; how Argo CD describes a repository or cluster. */
const harmless =
  /^(?:tls\.crt|ca\.crt|ca-bundle|.*\.crt|.*\.pub|known_hosts|url|type|name|project|host|hostname|server|port|user|username|database|dbname|enableOCI|enableLfs|insecure|namespaces|clusterResources|ssh_known_hosts|namespace|email|region|bucket|endpoint)$/i

/** A value of which only a person knows whether it is a credential; those that look like one are `secret/plaintext`. */
export const valuesInGit = eachOf('Secret', (subject) => {
  if (subject.manifest.kind !== 'Secret') return undefined
  if (textAt(subject.manifest, 'type') === 'bootstrap.kubernetes.io/token') return undefined
  const entries = secretEntries(subject.manifest)
  const isReported = entries.some(
    ({ key, value }) => (credentialIn(key, value) ?? credentialInLines(value)) !== undefined,
  )
  const [first] = entries.filter(({ key }) => !harmless.test(key))
  if (isReported || first === undefined) return undefined
  return [
    {
      message: `${subject.id} holds its values in git`,
      why: 'base64 is no encryption, and git keeps every version',
      help: externalSecretFor(
        subject.manifest.metadata.name,
        entries.map(({ key }) => key),
      ),
      span: subject.locate([first.field, first.key], 'key'),
    },
  ]
})
