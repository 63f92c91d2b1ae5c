import { compareOptionsKey, csv, syncOptionsKey } from '../../../manifest/annotations.ts'
import { asText, at, isList } from '../../../manifest/fields.ts'
import { nearest } from '../../../diagnostic/nearest.ts'
import { annotationFix, annotationSpan, eachSubject, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { applicationOptions, compareOptions, resourceOptions } from '../../words.ts'

/** Argo CD ignores unknown options: gitops-engine/pkg/sync/resource/annotations.go, pkg/apis/application/v1alpha1. */
export const unknownOption = eachSubject((subject) => {
  const { kind, metadata } = subject.manifest
  if (metadata.annotations === undefined && kind !== 'Application') return undefined
  return [
    ...ofResource(subject, syncOptionsKey, resourceOptions),
    ...ofResource(subject, compareOptionsKey, compareOptions),
    ...ofApplication(subject),
  ]
})

function ofResource(subject: Subject, key: string, known: readonly string[]): readonly Finding[] {
  const written = csv(subject.manifest, key)
  return written.flatMap((option) => {
    if (known.includes(option)) return []
    const near = nearest(option, known)
    const corrected = written.map((each) => (each === option ? (near ?? each) : each)).join(',')
    const fix = near === undefined ? {} : annotationFix(subject, key, corrected)
    return [{ ...finding(option, near), span: annotationSpan(subject, key), ...fix }]
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
    // A compare option is in the wrong place, not misspelt, so no sync option is suggested for it.
    const near = compareOptions.includes(option) ? undefined : nearest(option, applicationOptions)
    const fix =
      near === undefined || origin !== 'written' ? {} : { fix: { title: near, edits: [{ span, text: near }] } }
    return [{ ...finding(option, near), span, ...fix }]
  })
}

function finding(option: string, near: string | undefined): Finding {
  return {
    message: `${option} is not a valid option here`,
    why: 'Argo CD silently ignores it',
    help: helpFor(option, near),
  }
}

function helpFor(option: string, near: string | undefined): string {
  if (compareOptions.includes(option)) return `move this compare option to the annotation ${compareOptionsKey}`
  if (near !== undefined) return `did you mean ${near}?`
  return 'check the spelling of name and value in the Argo CD documentation (case-sensitive)'
}
