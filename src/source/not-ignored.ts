import { isListed, type ListedCode } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { ignoresIn, withoutIgnored } from './ignore.ts'
import { readText } from './read.ts'
import type { Tree } from './tree.ts'

/** Without those that a comment beside them ignores, since the comment is not in what is written. */
export function notIgnored(
  diagnostics: readonly Diagnostic[],
  tree: Tree,
  codes: readonly ListedCode[],
): readonly Diagnostic[] {
  const files = new Set(diagnostics.flatMap(({ span }) => span?.file ?? []))
  const ignores = [...files].flatMap((file) => ignoresIn(file, readText(tree, file).value ?? ''))
  const ofThese = ignores.filter(({ code }) => codes.some((each) => each === code))
  return withoutIgnored({ diagnostics, ignores: ofThese, isCode: isListed, looksFor: () => false })
}
