import { textsOf } from '../../containers.ts'
import { eachSubject } from '../../rule.ts'
import { credentialVariable } from '../../../credentials/index.ts'

export const inProcessArguments = eachSubject((subject) =>
  subject.containers.flatMap(({ container, path }) =>
    ['command', 'args'].flatMap((list) =>
      textsOf(container, list).flatMap((text, index) => {
        const name = credentialVariable(text)
        if (name === undefined) return []
        return [
          {
            message: `the value of ${name} becomes a process argument`,
            why: 'Kubernetes expands it before the start, so ps, /proc and every log of the command line show it',
            help: 'let the program read it from its environment, e.g. PGPASSWORD or FLYWAY_PASSWORD',
            span: subject.locate([...path, list, index]),
          },
        ]
      }),
    ),
  ),
)
