/** YAML text to values with positions. Only the yaml*.ts files of this folder import the parser. */
import type { ParsedDocument, ParsedYaml, YamlOptions } from './yaml-document.ts'
import { parseInFull } from './yaml-full.ts'
import { readPlain, type PlainDocument } from './yaml-plain.ts'
import { locateInPlain } from './yaml-plain-locate.ts'
import { coreScalar, plainValue } from './yaml-plain-value.ts'

export type { ParsedDocument, ParsedYaml, YamlOptions } from './yaml-document.ts'

/** Never throws. Codes: `yaml/*`. */
export function parseYaml(file: string, text: string, options: YamlOptions = {}): ParsedYaml {
  const plain = readPlain(text)
  if (plain === undefined || (options.documents === 'one' && plain.length !== 1))
    return parseInFull(file, text, options)
  let full: readonly ParsedDocument[] | undefined
  const inFull = (index: number): ParsedDocument => {
    full ??= parseInFull(file, text, options).documents
    const document = full[index]
    if (document === undefined) throw new Error(`the two YAML readers disagree about ${file}`)
    return document
  }
  const documents = plain.map((document, index) => asParsed(file, document, options, () => inFull(index)))
  return { documents, diagnostics: [] }
}

function asParsed(
  file: string,
  { root, start, end, range: [opened, closed] }: PlainDocument,
  { plain: resolve = coreScalar }: YamlOptions,
  inFull: () => ParsedDocument,
): ParsedDocument {
  return {
    value: (): unknown => plainValue(root, resolve),
    locate: locateInPlain(file, root, (path, at) => inFull().locate(path, at)),
    start,
    end,
    range: [opened, closed, closed],
    plain: root,
    document: () => inFull().document(),
  }
}
