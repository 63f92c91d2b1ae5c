import { append } from '../../../diagnostic/long-lists.ts'
import { linkKeyPrefix, managedByUrlKey } from '../../../manifest/annotations.ts'
import { asText, jsonOf, objectAt, objectsAt, textAt } from '../../../manifest/fields.ts'
import type { ValuePath } from '../../../source/span.ts'
import { podSpecPaths } from '../../../refs/fields.ts'
import { parseYaml } from '../../../source/yaml.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { linkProblem, linksIn } from '../../url.ts'

export const unsafeLink = eachSubject(unsafeLinksIn)

type Place = Pick<Subject, 'id' | 'manifest' | 'locate'>

/** Also for the compiler, which refuses what the audit reports. */
export function unsafeLinksIn(place: Place): readonly Finding[] {
  return [...annotated(place), ...informed(place), ...configured(place)]
}

/** On any object, and on the pods that it makes (controller/cache/info.go `populateNodeInfo`). */
function annotated(place: Place): readonly Finding[] {
  const pod = podSpecPaths[place.manifest.kind]?.split('.').slice(0, -1) ?? []
  const places = pod.length === 0 ? [[]] : [[], pod]
  return places.flatMap((path) => {
    const at = [...path, 'metadata', 'annotations']
    const found: Finding[] = []
    const written = objectAt(place.manifest, ...at)
    for (const key in written) {
      if (!key.startsWith(linkKeyPrefix) && key !== managedByUrlKey) continue
      for (const link of linksIn(asText(written[key]) ?? '')) append(found, judged(place, [...at, key], link))
    }
    return found
  })
}

/** Text about an Application. Only a whole word is a link there (ui applications/components/utils.tsx `urlPattern`). */
function informed(place: Place): readonly Finding[] {
  if (place.manifest.kind !== 'Application') return []
  return objectsAt(place.manifest, 'spec', 'info').flatMap((item, index) => {
    const value = textAt(item, 'value') ?? ''
    return /^\S+$/.test(value) && /^[a-z][\w+.-]*:/i.test(value)
      ? judged(place, ['spec', 'info', index, 'value'], value)
      : []
  })
}

/** Of Argo CD's own settings (util/settings/settings.go): single links, and lists of deep links. */
const linkKeys: readonly string[] = ['help.chatUrl', 'ui.bannerurl']
const deepLinkKeys: readonly string[] = ['application.links', 'project.links', 'resource.links']

function configured(place: Place): readonly Finding[] {
  const { kind, metadata } = place.manifest
  if (kind !== 'ConfigMap' || metadata.name !== 'argocd-cm') return []
  const data = objectAt(place.manifest, 'data') ?? {}
  return Object.entries(data).flatMap(([key, value]) => {
    const text = asText(value) ?? ''
    const links = linkKeys.includes(key) ? [text] : deepLinkKeys.includes(key) ? urlsIn(text) : []
    return links.flatMap((link) => judged(place, ['data', key], link))
  })
}

/** What begins with a template is not known here. */
function urlsIn(text: string): readonly string[] {
  const document = parseYaml('', `links:\n${text}`).documents[0]
  const links = objectsAt(jsonOf(document?.value()), 'links')
  return links.flatMap((item) => textAt(item, 'url') ?? []).filter((url) => !url.startsWith('{{'))
}

function judged({ id, locate }: Place, path: ValuePath, link: string): readonly Finding[] {
  const why = linkProblem(link)
  if (why === undefined) return []
  return [
    {
      message: `a link of ${id} leads to ${link}`,
      why,
      help: 'write the address of a page, https://…, or delete it',
      span: locate(path),
    },
  ]
}
