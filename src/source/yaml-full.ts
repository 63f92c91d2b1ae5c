import { append } from '../diagnostic/long-lists.ts'
import { Composer, isScalar, Parser, type CST, type Document, type SchemaOptions } from 'yaml'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { ParsedDocument, ParsedYaml, YamlOptions } from './yaml-document.ts'
import { inspect, maxDepth } from './yaml-inspect.ts'
import { locateIn } from './yaml-locate.ts'
import { syntaxProblems } from './yaml-syntax.ts'
import { tokenBelow } from './yaml-tokens.ts'

/** Parses any text: slower than the plain reader, with the same result for a plain text. */
export function parseInFull(file: string, text: string, options: YamlOptions = {}): ParsedYaml {
  const tokens = [...new Parser().parse(text)]
  // Composing recurses, and a stack overflow inside a regular expression kills the process: check the depth first.
  const deep = tokenBelow(tokens, maxDepth)
  if (deep !== undefined) return { documents: [], diagnostics: [depthProblem(file, deep.offset)] }
  const documents = compose(tokens, text, options)
  const syntax = syntaxProblems({ file, text, tokens }, documents)
  if (syntax.length > 0) return { documents: [], diagnostics: syntax }
  return judge(file, text, documents, options)
}

function depthProblem(file: string, offset: number): Diagnostic {
  return diagnostic('yaml/too-deep', {
    message: `nested more than ${maxDepth} levels deep`,
    help: 'look for brackets or dashes repeated by mistake',
    span: { file, start: offset, end: offset + 1 },
  })
}

function compose(tokens: readonly CST.Token[], text: string, { plain }: YamlOptions): Document.Parsed[] {
  const composer = new Composer({
    ...(plain === undefined ? { schema: 'core' } : plainSchema(plain)),
    merge: true,
    stringKeys: true,
    // Our own check is linear and reports both places.
    uniqueKeys: false,
    logLevel: 'silent',
  })
  return [...composer.compose(tokens, true, text.length)]
}

const knownTags = ['int', 'float', 'bool', 'null'] as const

function plainSchema(plain: (text: string) => unknown): SchemaOptions {
  const explicit = knownTags.map((name) => ({ tag: `tag:yaml.org,2002:${name}`, resolve: plain }))
  const implicit = { tag: 'tag:yaml.org,2002:plain', default: true, test: /^/, resolve: plain } as const
  return { schema: 'failsafe', customTags: (tags) => [...tags, implicit, ...explicit] }
}

function judge(file: string, text: string, all: readonly Document.Parsed[], options: YamlOptions): ParsedYaml {
  const documents = all.filter(({ contents }) => !isBlank(contents))
  const diagnostics: Diagnostic[] = []
  if (options.documents === 'one') append(diagnostics, oneOnly(file, text, documents))
  const parsed: ParsedDocument[] = []
  for (const document of documents) {
    const { aliases, problems, expandable } = inspect(file, document)
    append(diagnostics, problems)
    if (!expandable) continue
    const locate = locateIn(file, document, aliases)
    const span = extent(text, document, all)
    const value = (): unknown => document.toJS({ maxAliasCount: -1 })
    parsed.push({ value, locate, ...span, range: document.range, plain: undefined, document: () => document })
  }
  return { documents: parsed, diagnostics }
}

/** Whether the document has only comments. An explicit `null` is not blank. */
function isBlank(contents: Document.Parsed['contents']): boolean {
  return contents === null || (isScalar(contents) && contents.type === 'PLAIN' && contents.source === '')
}

function oneOnly(file: string, text: string, documents: readonly Document.Parsed[]): Diagnostic[] {
  const [first, second] = documents
  if (first === undefined) {
    return [
      diagnostic('yaml/empty', {
        message: `${file} is empty`,
        help: 'write the spec, or delete the file',
        span: { file, start: 0, end: 0 },
      }),
    ]
  }
  if (second === undefined) return []
  const start = second.range[0]
  const end = text.startsWith('---', start) ? start + 3 : start + 1
  const help = 'move this one to waves/<name>/pipeline.yaml: each file is one pipeline'
  return [
    diagnostic('yaml/multiple-documents', {
      message: 'a second document starts here',
      help,
      span: { file, start, end },
    }),
  ]
}

/** From after this document's `---` (for the first: the start of the text) to the next one. */
function extent(
  text: string,
  document: Document.Parsed,
  all: readonly Document.Parsed[],
): { start: number; end: number } {
  const index = all.indexOf(document)
  const opened = text.startsWith('---', document.range[0])
  const lineEnd = text.indexOf('\n', document.range[0])
  const start = index === 0 && !opened ? 0 : opened ? endOfMarker(text, document, lineEnd) : document.range[0]
  return { start, end: all[index + 1]?.range[0] ?? text.length }
}

/** In `--- {a: 1}` the content on the marker's line belongs to the document. */
function endOfMarker(text: string, document: Document.Parsed, lineEnd: number): number {
  const begins = document.contents?.range[0] ?? text.length
  return lineEnd < 0 || begins < lineEnd ? document.range[0] + 3 : lineEnd + 1
}
