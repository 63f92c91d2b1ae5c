import { syncOptions, syncOptionsKey } from '../../../manifest/annotations.ts'
import { asText, at, isList } from '../../../manifest/fields.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { annotationFix, annotationSpan, eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { applicationOptions, resourceOptions } from '../../words.ts'

/** Unknown options are passed over: gitops-engine/pkg/sync/resource/annotations.go, pkg/apis/application/v1alpha1. */
export const unknownOption = eachSubject((subject) => [...ofResource(subject), ...ofApplication(subject)])

function ofResource(subject: Subject): readonly Finding[] {
  const written = syncOptions(subject.manifest)
  return written.flatMap((option) => {
    if (resourceOptions.includes(option)) return []
    const near = nearest(option, resourceOptions)
    const mended = written.map((each) => (each === option ? (near ?? each) : each)).join(',')
    const fix = near === undefined ? {} : annotationFix(subject, syncOptionsKey, mended)
    return [{ ...finding(option, near), span: annotationSpan(subject, syncOptionsKey), ...fix }]
  })
}

function ofApplication({ manifest, locate, origin }: Subject): readonly Finding[] {
  if (manifest.kind !== 'Application') return []
  const path = ['spec', 'syncPolicy', 'syncOptions']
  const list = at(manifest, ...path)
  return (isList(list) ? list : []).flatMap((item, index) => {
    const option = asText(item)
    if (option === undefined || applicationOptions.includes(option) || option.startsWith('Force=')) return []
    const span = locate([...path, index])
    const near = nearest(option, applicationOptions)
    const fix =
      near === undefined || origin !== 'written' ? {} : { fix: { title: near, edits: [{ span, text: near }] } }
    return [{ ...finding(option, near), span, ...fix }]
  })
}

function finding(option: string, near: string | undefined): Finding {
  return {
    message: `${option} is no sync option that Argo CD knows here`,
    why: 'it is passed over without a word',
    help: near === undefined ? 'see the sync options of Argo CD; letter case and value count' : `did you mean ${near}?`,
  }
}
