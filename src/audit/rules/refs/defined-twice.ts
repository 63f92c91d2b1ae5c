import { groupOf } from '../../../manifest/kinds.ts'
import { nameSpan, type Finding, type Rule } from '../../rule.ts'
import { isGenerated, type Subject } from '../../subject.ts'

/** controller/state.go `DeduplicateTargetObjects`: the last one wins, with a RepeatedResourceWarning. */
export const definedTwice: Rule = ({ subjects, makers }) => {
  const first = new Map<string, Subject>()
  const found: Finding[] = []
  for (const subject of subjects) {
    const { manifest } = subject
    // Nearly none shares even its kind and name.
    if (makers.get(subject.id)?.length === 1 || isGenerated(subject)) continue
    const key = [groupOf(manifest.apiVersion), subject.id, manifest.metadata.namespace ?? ''].join(' ')
    const twin = first.get(key)
    if (twin === undefined) first.set(key, subject)
    // A document that is reached on two ways is one.
    else if (twin.manifest !== manifest) found.push(finding(subject, twin))
  }
  return found
}

function finding(subject: Subject, twin: Subject): Finding {
  const hooks = subject.hook !== twin.hook ? '; it is a hook in one place and none in the other' : ''
  return {
    message: `${subject.id} is defined twice`,
    why: `Argo CD applies the last one only and warns (RepeatedResourceWarning), also where the two are meant for different phases${hooks}`,
    help: 'keep one, or give them different names',
    span: nameSpan(subject),
    related: [{ span: nameSpan(twin), message: 'the first' }],
  }
}
