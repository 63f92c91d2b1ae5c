import { annotation, csv, hookKey, hookTypes, syncWaveKey } from '../../../manifest/annotations.ts'
import { annotationSpan, eachSubject } from '../../rule.ts'

const deletion = ['PreDelete', 'PostDelete']

/** controller/hook.go `executeHooks` starts all hooks of a phase at once. */
export const waveOfDeletion = eachSubject((subject) => {
  const words = csv(subject.manifest, hookKey)
  const wave = annotation(subject.manifest, syncWaveKey)
  if (!words.some((word) => deletion.includes(word)) || hookTypes(subject.manifest).length > 0) return undefined
  if (wave === undefined || wave === '0') return undefined
  return [
    {
      message: `wave ${wave} has no effect on a ${words.join(', ')} hook`,
      why: 'Argo CD starts all hooks of a deletion phase at once',
      help: 'put work that needs an order into one Job',
      span: annotationSpan(subject, syncWaveKey),
    },
  ]
})
