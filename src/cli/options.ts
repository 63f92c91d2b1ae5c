import { formats } from '../report/index.ts'
import type { Choice, Option } from './command.ts'

/** What each format is for. A verb lists the ones that it takes; help and the parser read the same list. */
const purposes = {
  text: 'text for people',
  json: 'json for programs',
  sarif: 'sarif for code scanning',
  github: 'github for pull requests',
  markdown: 'markdown for a job summary',
} as const satisfies Readonly<Record<string, string>>

/** `--format` with these choices; the first is the default. */
export function formatOption<Format extends keyof typeof purposes>(
  choices: readonly [Format, ...Format[]],
): Choice<Format> {
  const texts = choices.map((format, index) => (index === 0 ? `${purposes[format]} (default)` : purposes[format]))
  return { choices, about: texts.join(', ') }
}

/** The options of verbs that read a repository. */
export const repositoryOptions = {
  root: { value: 'DIR', about: 'the folder with waves/ (default: the nearest one upwards)' },
  format: formatOption(formats),
} as const satisfies Readonly<Record<string, Option>>

/** The choice that a word names, or the fallback where no word was given. `parseArguments` refused all other words. */
export function choiceOf<Word extends string, Fallback extends Word | undefined>(
  { choices }: Choice<Word>,
  word: string | undefined,
  fallback: Fallback,
): Word | Fallback {
  return choices.find((choice) => choice === word) ?? fallback
}
