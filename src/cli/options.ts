import { formats, type Format } from '../report/index.ts'
import type { Option } from './command.ts'
import { misused, suggestion, wavec } from '../project/usage.ts'

/** The options of verbs that read a repository. */
export const repositoryOptions = {
  root: { value: 'DIR', about: 'the folder that holds waves/ (default: the nearest one upwards)' },
  format: {
    value: formats.join('|'),
    about: 'text for people (default), json for programs, sarif for code scanning, github for pull requests',
  },
} as const satisfies Readonly<Record<string, Option>>

export function formatOf(verb: string, text: string | undefined): Format {
  if (text === undefined) return 'text'
  for (const format of formats) if (format === text) return format
  const message = `${verb}: --format takes ${formats.join(', ')}, not "${text}"${suggestion(text, formats)}`
  throw misused(message, `${wavec} ${verb} --format text`)
}
