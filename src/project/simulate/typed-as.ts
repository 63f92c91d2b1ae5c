import type { Typed } from './request.ts'
import { wavec } from '../usage.ts'

/** The command line, so that a message can quote it with one word changed. */
export function typedAs(
  verb: Typed['verb'],
  paths: readonly string[],
  options: Readonly<Record<string, string>>,
): Typed {
  const line = (others: readonly (readonly [string, string])[]): string =>
    [`${wavec} ${verb}`, ...paths, ...others.map(([option, value]) => `--${option} ${value}`)].join(' ')
  const but = (option: string) => Object.entries(options).filter(([each]) => each !== option)
  return {
    verb,
    paths,
    again: (option, word) => line([...but(option), [option, word]]),
    without: (option) => line(but(option)),
  }
}
