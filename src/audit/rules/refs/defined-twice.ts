import { groupOf } from '../../../manifest/kinds.ts'
import { nameSpan, type Finding, type Rule } from '../../rule.ts'
import { isGenerated, type Subject } from '../../subject.ts'

/** controller/state.go `DeduplicateTargetObjects`: the last one wins, with a RepeatedResourceWarning. */
export const definedTwice: Rule = ({ subjects, makers }) => {
  const first = new Map<string, Subject>()
  const found: Finding[] = []
  for (const subject of subjects) {
    const { manifest } = subject
    // The fast path: hardly any object shares even its kind and name.
    if (makers.get(subject.id)?.length === 1 || isGenerated(subject)) continue
    const key = [groupOf(manifest.apiVersion), subject.id, manifest.metadata.namespace ?? ''].join(' ')
    const twin = first.get(key)
    if (twin === undefined) first.set(key, subject)
    // A document that is reached twice is still one object.
    else if (twin.manifest !== manifest) found.push(finding(subject, twin))
  }
  return found
}

function finding(subject: Subject, twin: Subject): Finding {
  const hooks = subject.hook !== twin.hook ? ' (only one of these two is a hook)' : ''
  return {
    message: `${subject.id} is defined twice`,
    why: `Argo CD applies only the last one and warns (RepeatedResourceWarning), even if the two are meant for different phases${hooks}`,
    help: 'remove one, or give them different names',
    span: nameSpan(subject),
    related: [{ span: nameSpan(twin), message: 'the first' }],
  }
}
