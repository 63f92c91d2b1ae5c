import { objectAt, objectsAt, textAt, textMapAt } from '../../../manifest/fields.ts'
import { credentialIn, credentialInArguments, credentialInLines, isPlaceholder } from '../../../source/credential.ts'
import type { ValuePath } from '../../../source/span.ts'
import { externalSecretFor, keyOf, secretKeyRef } from '../../external-secret.ts'
import { textsOf } from '../../containers.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import { secretEntries } from '../../secret-value.ts'
import type { Subject } from '../../subject.ts'

const exposure = 'everyone with access to the repository, its history or the Argo CD UI can read it'

/** A finding names the kind of credential, never its value. */
export const plaintext = eachSubject((subject) => [
  ...inSecret(subject),
  ...inContainers(subject),
  ...inConfigMap(subject),
  ...inAnnotations(subject),
])

function inSecret(subject: Subject): readonly Finding[] {
  if (subject.manifest.kind !== 'Secret') return []
  const entries = secretEntries(subject.manifest)
  const [first, ...others] = entries.filter(({ key, value }) => isCredential(key, value))
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return [
    {
      message: `${subject.id} stores ${first.key}${more} in git`,
      why: `base64 is not encryption, so ${exposure}`,
      help: externalSecretFor(
        subject.manifest.metadata.name,
        entries.map(({ key }) => key),
      ),
      span: subject.locate([first.field, first.key], 'key'),
    },
  ]
}

/** Keys whose value is always a credential (Kubernetes, "Types of Secret"). */
const credentialKeys = /^(?:\.dockerconfigjson|\.dockercfg|ssh-privatekey|tls\.key|kubeconfig|id_rsa|sshPrivateKey)$/

function isCredential(key: string, value: string): boolean {
  return credentialKeys.test(key) || credentialIn(key, value) !== undefined || credentialInLines(value) !== undefined
}

function inContainers(subject: Subject): readonly Finding[] {
  return subject.containers.flatMap(({ container, path }) => [
    ...objectsAt(container, 'env').flatMap((entry, index) => {
      const [name = '', value = ''] = [textAt(entry, 'name'), textAt(entry, 'value')]
      const what = isPlaceholder(value) ? undefined : credentialIn(name, value)
      if (what === undefined) return []
      const secret = `${subject.manifest.metadata.name}-secrets`
      const help = `${externalSecretFor(secret, [keyOf(name)])}\n${secretKeyRef(name, secret, keyOf(name))}`
      return [finding(subject, what, [...path, 'env', index, 'value'], help)]
    }),
    ...['command', 'args'].flatMap((list) => {
      const words = textsOf(container, list)
      const found = words.some(isPlaceholder) ? undefined : credentialInArguments(words)
      return found === undefined ? [] : [finding(subject, found.what, [...path, list, found.index])]
    }),
  ])
}

/** A longer value is data, not settings. */
const mostLetters = 100_000

function inConfigMap(subject: Subject): readonly Finding[] {
  if (subject.manifest.kind !== 'ConfigMap') return []
  return Object.entries(textMapAt(subject.manifest, 'data')).flatMap(([key, value]) => {
    if (value.length > mostLetters || isPlaceholder(value)) return []
    const what = value.includes('\n') ? credentialInLines(value) : credentialIn(key, value)
    return what === undefined ? [] : [finding(subject, what, ['data', key])]
  })
}

/** kubectl's copy of the object, which is judged itself. */
const copied = 'kubectl.kubernetes.io/last-applied-configuration'

function inAnnotations(subject: Subject): readonly Finding[] {
  return Object.entries(objectAt(subject.manifest, 'metadata', 'annotations') ?? {}).flatMap(([key, value]) => {
    if (typeof value !== 'string') return []
    const what = key === copied || isPlaceholder(value) ? undefined : credentialIn(undefined, value)
    return what === undefined ? [] : [finding(subject, what, ['metadata', 'annotations', key])]
  })
}

function finding(subject: Subject, what: string, path: ValuePath, help?: string): Finding {
  const name = `${subject.manifest.metadata.name}-secrets`
  return {
    message: `${what} is in plaintext in ${subject.id}`,
    why: exposure,
    help: help ?? externalSecretFor(name, ['password']),
    span: subject.locate(path),
  }
}
