import type { Finding, Rule } from '../../rule.ts'
import { isGenerated, isSyncHook, type Subject } from '../../subject.ts'

/** The name that Argo CD makes has nothing of the object in it but the prefix. */
export const sameGenerateName: Rule = ({ subjects }) => {
  const first = new Map<string, Subject>()
  const found: Finding[] = []
  for (const subject of subjects) {
    if (!isSyncHook(subject) || !isGenerated(subject)) continue
    for (const { phase } of subject.positions) {
      const id = `${subject.manifest.metadata.namespace ?? ''} ${subject.id} ${phase}`
      const twin = first.get(id)
      if (twin === undefined) first.set(id, subject)
      else found.push(collision(subject, twin, phase))
    }
  }
  return found
}

function collision(subject: Subject, twin: Subject, phase: string): Finding {
  return {
    message: `two ${phase} hooks generate their name from ${subject.manifest.metadata.name}`,
    why: 'prefix, revision, phase and time are all that is in the name: both get the same, and one overwrites the other',
    help: 'give each a fixed name',
    span: subject.locate(['metadata', 'generateName']),
    related: [{ span: twin.locate(['metadata', 'generateName']), message: 'the other one' }],
  }
}
