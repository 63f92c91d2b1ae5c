import { annotation, atoi, helmHookWeightKey, syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** syncwaves/waves.go `Wave` asks for the weight whether or not the object is a hook. */
export const helmWeight = eachSubject((subject) => {
  const weight = annotation(subject.manifest, helmHookWeightKey)
  if (weight === undefined || subject.hook !== undefined || annotation(subject.manifest, syncWaveKey) !== undefined)
    return []
  const wave = atoi(weight)
  if (wave === undefined || wave === 0) return []
  return [
    {
      message: `${subject.id} is no hook, and its hook weight is its wave: ${wave}`,
      why: 'Helm passes over the weight of what is no hook, Argo CD does not',
      help: `take it out, or write ${syncWaveKey}: "${wave}" if the order is meant`,
      span: annotationSpan(subject, helmHookWeightKey),
    },
  ]
})
