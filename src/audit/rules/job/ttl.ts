import { at } from '../../../manifest/fields.ts'
import { eachSubject, type Finding } from '../../rule.ts'
import { isJob } from '../../subject.ts'

export const ttl = eachSubject((subject): readonly Finding[] | undefined => {
  const path = ['spec', 'ttlSecondsAfterFinished']
  const seconds = at(subject.manifest, ...path)
  if (!isJob(subject) || subject.hook !== undefined || typeof seconds !== 'number') return undefined
  return [
    {
      message: `${subject.id} is deleted ${seconds} s after it ends`,
      why: 'Argo CD then reports it as missing (OutOfSync), self-heal runs it again, and a sync that still waits for it fails ("is missing")',
      help: 'remove ttlSecondsAfterFinished',
      span: subject.locate(path, 'key'),
    },
  ]
})
