import type { Typed } from './request.ts'
import { wavec } from '../usage.ts'

/** The command line, so that a message can quote it with one word changed. */
export function typedAs(
  verb: Typed['verb'],
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
): Typed {
  return {
    verb,
    paths,
    again: (option, word) => {
      const others = Object.entries(options).filter(([each]) => each !== option)
      const kept = others.map(([each, value]) => `--${each} ${value}`)
      return [`${wavec} ${verb}`, ...paths, ...kept, `--${option} ${word}`].join(' ')
    },
  }
}
