import { credentialsInManifest, secretEntries, type FoundCredential } from '../../../credentials/index.ts'
import { pathText } from '../../../manifest/path-text.ts'
import { externalSecretFor, keyOf, secretKeyRef } from '../../external-secret.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'

const exposure = 'everyone with access to the repository, its history or the Argo CD UI can read it'

/** A finding names the kind of credential, never its value. */
export const plaintext = eachSubject(plaintextIn)

/** Also for the compiler, which refuses what the audit reports. */
export function plaintextIn(subject: Place): readonly Finding[] | undefined {
  const found = credentialsInManifest(subject.manifest)
  if (found.length === 0) return undefined
  const isEntry = ({ path }: FoundCredential): boolean =>
    subject.manifest.kind === 'Secret' && (path[0] === 'data' || path[0] === 'stringData')
  return [
    ...ofSecret(subject, found.filter(isEntry)),
    ...found.filter((each) => !isEntry(each)).map((each) => ofField(subject, each)),
  ]
}

type Place = Pick<Subject, 'id' | 'manifest' | 'locate'>

/** One for the whole object, because one ExternalSecret replaces it. */
function ofSecret(subject: Place, [first, ...others]: readonly FoundCredential[]): readonly Finding[] {
  if (first === undefined) return []
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  return [
    {
      message: `${subject.id} stores ${String(first.path[1])}${more} in git`,
      why: `base64 is not encryption, so ${exposure}`,
      help: externalSecretFor(
        subject.manifest.metadata.name,
        secretEntries(subject.manifest).map(({ key }) => key),
      ),
      span: subject.locate(first.path, 'key'),
      secret: [first, ...others].map(({ path }) => subject.locate(path)),
    },
  ]
}

function ofField(subject: Place, { what, name, path, line }: FoundCredential): Finding {
  const secret = `${subject.manifest.metadata.name}-secrets`
  const variable = path.at(-3) === 'env' ? name : undefined
  const key = variable === undefined ? 'password' : keyOf(variable)
  const help = externalSecretFor(secret, [key])
  return {
    message: `${what} is in plaintext in ${subject.id}${line === undefined ? '' : `, ${pathText(path)} line ${line}`}`,
    why: exposure,
    help: variable === undefined ? help : `${help}\n${secretKeyRef(variable, secret, key)}`,
    span: subject.locate(path),
    secret: [subject.locate(path)],
  }
}
