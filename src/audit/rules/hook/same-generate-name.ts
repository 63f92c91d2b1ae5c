import type { Finding, Rule } from '../../rule.ts'
import { isGenerated, isSyncHook, type Subject } from '../../subject.ts'

/** The prefix is the only part of the generated name that depends on the object. */
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
    message: `two ${phase} hooks share the generateName ${subject.manifest.metadata.name}`,
    why: 'the name consists of prefix, revision, phase and time, so both get the same one and the second overwrites the first',
    help: 'give each a fixed name',
    span: subject.locate(['metadata', 'generateName']),
    related: [{ span: twin.locate(['metadata', 'generateName']), message: 'the other hook' }],
  }
}
