import { syncWaveKey } from '../../../manifest/annotations.ts'
import { textAt } from '../../../manifest/fields.ts'
import { annotationSpan, type Rule } from '../../rule.ts'
import { isEarlierWave, type Subject } from '../../subject.ts'

/** gitops-engine/pkg/health: an Ingress or a LoadBalancer without an address is Progressing. */
export const slowGate: Rule = ({ subjects }) =>
  subjects
    .filter((subject) => subject.hook === undefined && needsAddress(subject))
    .filter((gate) => gate.positions[0]?.wave !== 0 && subjects.some((other) => isEarlierWave(gate, other)))
    .map((subject) => ({
      message: `later waves wait until ${subject.id} has an address`,
      why: 'where no controller writes one into its status, and many never do, the sync waits for ever',
      help: 'put it into the last wave',
      span: annotationSpan(subject, syncWaveKey),
    }))

function needsAddress({ manifest }: Subject): boolean {
  return (
    manifest.kind === 'Ingress' || (manifest.kind === 'Service' && textAt(manifest, 'spec', 'type') === 'LoadBalancer')
  )
}
