import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { firstUnprintable, visible } from '../diagnostic/visible.ts'

/** Text that a repository gives to be shown: in a list, a log, a page, the name of an object. */
export interface Shown {
  /** How the user calls it, e.g. `skip[0].reason`. */
  readonly name: string
  readonly text: string
  /** A few texts are written over several lines, e.g. SQL. */
  readonly lines: 'one' | 'many'
  readonly span: Span
  /** What to do instead of writing the text again. */
  readonly help?: string
}

/** What is not printable text would reach terminals, logs and pages, and act there. Code: `source/unprintable`. */
export function unprintable({ name, text, lines, span, help }: Shown): readonly Diagnostic[] {
  const found = firstUnprintable(lines === 'one' ? text : text.replaceAll(/[\n\t]/g, ' '))
  if (found === undefined) return []
  const isBreak = found === 'U+000A' || found === 'U+000D'
  return [
    diagnostic('source/unprintable', {
      message: `${visible(name)} contains ${isBreak ? 'a line break' : found}${isBreak ? '' : ', which is not a printable character'}`,
      why: isBreak
        ? 'it is shown in lists and logs, where what follows would be a line of its own'
        : 'a terminal, a log or a page would act on it or hide it, so that people read something else',
      help:
        help ??
        (isBreak ? 'write it in one line; a block begins with >- or |- so that no line break ends it' : 'delete it'),
      span,
    }),
  ]
}
