import { syncWaveKey } from '../../../manifest/annotations.ts'
import { textAt } from '../../../manifest/fields.ts'
import { annotationSpan, type Rule } from '../../rule.ts'
import { isEarlierWave, type Subject } from '../../subject.ts'

/** gitops-engine/pkg/health: an Ingress or a LoadBalancer without an address is Progressing. */
export const slowGate: Rule = ({ subjects }) => {
  const last = lastOf(subjects)
  if (last === undefined) return []
  return subjects
    .filter((subject) => subject.hook === undefined && needsAddress(subject))
    .filter((gate) => gate.positions[0]?.wave !== 0 && isEarlierWave(gate, last))
    .map((subject) => ({
      message: `later waves wait until ${subject.id} has an address`,
      why: 'many controllers never write an address into its status, and the sync then waits forever',
      help: 'move it to the last wave',
      span: annotationSpan(subject, syncWaveKey),
    }))
}

/** One of the objects that Argo CD applies last. */
function lastOf(subjects: readonly Subject[]): Subject | undefined {
  let last: Subject | undefined
  for (const subject of subjects) {
    if (subject.positions.length > 0 && (last === undefined || isEarlierWave(last, subject))) last = subject
  }
  return last
}

function needsAddress({ manifest }: Subject): boolean {
  return (
    manifest.kind === 'Ingress' || (manifest.kind === 'Service' && textAt(manifest, 'spec', 'type') === 'LoadBalancer')
  )
}
