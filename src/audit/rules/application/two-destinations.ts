import { textAt } from '../../../manifest/fields.ts'
import { isApplication } from '../../application.ts'
import { eachOf } from '../../rule.ts'

/** util/argo/argo.go `GetDestinationServer` of v3.5.1: "application destination can't have both name and server defined". */
export const twoDestinations = eachOf('Application', (subject) => {
  const { manifest, id, locate } = subject
  const path = ['spec', 'destination']
  const [name, server] = [textAt(manifest, ...path, 'name'), textAt(manifest, ...path, 'server')]
  if (!isApplication(subject) || (name ?? '') === '' || (server ?? '') === '') return undefined
  return [
    {
      message: `${id} names its cluster twice: name ${name}, server ${server}`,
      why: 'Argo CD refuses it (InvalidSpecError), even if both mean the same cluster, and compares and syncs nothing',
      help: 'remove either name or server',
      span: locate([...path, 'server'], 'key'),
    },
  ]
})
