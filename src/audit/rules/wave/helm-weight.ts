import { annotation, atoi, helmHookWeightKey, syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

/** syncwaves/waves.go `Wave` reads the weight even if the object is not a hook. */
export const helmWeight = eachSubject((subject) => {
  const weight = annotation(subject.manifest, helmHookWeightKey)
  if (weight === undefined || subject.hook !== undefined || annotation(subject.manifest, syncWaveKey) !== undefined)
    return []
  const wave = atoi(weight)
  if (wave === undefined || wave === 0) return []
  return [
    {
      message: `${subject.id} is not a hook, but its hook weight sets its wave: ${wave}`,
      why: 'Helm ignores the weight of an object that is not a hook, but Argo CD does not',
      help: `remove it, or write ${syncWaveKey}: "${wave}" if you want this order`,
      span: annotationSpan(subject, helmHookWeightKey),
    },
  ]
})
