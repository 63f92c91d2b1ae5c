import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'

/**
 * The texts that spans count in: those at hand, the others read again from the repository. Reports are sorted by file, so
 * one is remembered.
 */
export function textsOf(tree: Tree, atHand: ReadonlyMap<string, string> = new Map()): Report['textOf'] {
  const decoder = new TextDecoder()
  let last: { readonly file: string; readonly text: string | undefined } | undefined
  return (file) => {
    const known = atHand.get(file)
    if (known !== undefined) return known
    if (last?.file === file) return last.text
    const reading = tree.read(file)
    last = { file, text: reading.ok ? decoder.decode(reading.value) : undefined }
    return last.text
  }
}
