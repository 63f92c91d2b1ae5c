/** Spec files to pipelines: read, parse, patch, judge, fill in defaults; every problem at once. */
import { append } from '../diagnostic/long-lists.ts'
import {
  compare,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Outcome,
  type Span,
} from '../diagnostic/diagnostic.ts'
import { folderOf, inFolder, isPassedBy } from '../source/path.ts'
import { notIgnored } from '../source/not-ignored.ts'
import { listFolder, readText } from '../source/read.ts'
import { specLimits } from '../source/text.ts'
import type { Locate } from '../source/span.ts'
import { unprintable } from '../source/unprintable.ts'
import type { Tree } from '../source/tree.ts'
import { parseYaml, type ParsedDocument } from '../source/yaml.ts'
import type { Settings, Tool } from '../tools/index.ts'
import { checkSpec } from './check.ts'
import { credentials } from './credentials.ts'
import { issueDiagnostics } from './issues.ts'
import { isMap, mergePatch, valueAt, type RawMap } from './merge.ts'
import { notJson } from './not-json.ts'
import type { LoadedPipeline } from './pipeline.ts'
import { printable } from './printable.ts'
import { locateSpec } from './place.ts'
import { Pipeline, schemas, type Schemas, type Spec } from './schema.ts'
import { notYetSupported } from './unbuilt.ts'

/** Deeper than services are sorted in practice, and an end to links that lead back up. */
const maxLevels = 8

/** Every `pipeline.yaml` or `pipeline.yml` below the folder, sorted. Codes: those of `listFolder`, `source/unprintable`. */
export function findPipelines(tree: Tree, folder = 'waves'): Outcome<readonly string[]> {
  const { value: entries, diagnostics } = listFolder(tree, folder)
  if (entries === undefined) return { value: undefined, diagnostics }
  const found: string[] = []
  const problems: Diagnostic[] = []
  const look = (path: string, level: number): void => {
    const listing = listFolder(tree, path)
    append(problems, listing.diagnostics)
    for (const { name, kind } of listing.value ?? []) {
      if (name === 'pipeline.yaml' || name === 'pipeline.yml') {
        const file = inFolder(path, name)
        found.push(file)
        const span = { file, start: 0, end: 0 }
        problems.push(
          ...unprintable({ name: 'the path of the spec', text: file, lines: 'one', span, help: 'rename the folder' }),
        )
      }
      if (kind === 'directory' && level < maxLevels && !isPassedBy(name)) look(inFolder(path, name), level + 1)
    }
  }
  look(folder, 1)
  return { value: found.sort(compare), diagnostics: problems }
}

/**
 * One pipeline for each environment, in the order of their names; `default` where there are none. No value if anything
 * is an error, in whichever environment. Codes: `source/*`, `yaml/*`, `spec/*`, `secret/plaintext`.
 */
export function loadPipeline(tree: Tree, file: string, known = schemas): Outcome<readonly LoadedPipeline[]> {
  const text = readText(tree, file, undefined, specLimits)
  if (text.value === undefined) return { value: undefined, diagnostics: text.diagnostics }
  const { documents, diagnostics } = parseYaml(file, text.value, { documents: 'one' })
  const [document] = documents
  if (document === undefined) return { value: undefined, diagnostics }
  const loaded = loadDocument(file, text.value, { document, known })
  const all = sortDiagnostics([...diagnostics, ...notIgnored(loaded.diagnostics, tree, ['secret/plaintext'])])
  return { value: hasErrors(all) ? undefined : loaded.pipelines, diagnostics: all }
}

interface Loaded {
  readonly pipelines: readonly LoadedPipeline[]
  readonly diagnostics: readonly Diagnostic[]
}

interface Document {
  readonly document: ParsedDocument
  readonly known: Schemas
}

function loadDocument(file: string, text: string, { document: { value, locate }, known: schema }: Document): Loaded {
  const root = value()
  const source = (span: Span) => text.slice(span.start, span.end)
  const header = Pipeline.safeParse(root)
  const diagnostics = header.success
    ? []
    : issueDiagnostics(header.error.issues, { schema: Pipeline, value: root, locate, source, root: 'the pipeline' })
  const pipelines: LoadedPipeline[] = []
  const { base, environments } = splitEnvironments(isMap(root) ? root['spec'] : undefined)
  if (base === undefined) return { pipelines, diagnostics }
  // What the schema refuses for its type, here or in an environment before, is reported already.
  const reported = new Set(diagnostics.map(({ span }) => span?.start))
  // One by one: a call takes only so many arguments.
  const report = (found: readonly Diagnostic[]): void => {
    for (const each of found) {
      diagnostics.push(each)
      reported.add(each.span?.start)
    }
  }
  for (const { environment, patch } of environments) {
    const spec = mergePatch(base, patch)
    const at = locateSpec({ locate, base, environment, patch })
    const parsed = schema.Spec.safeParse(spec)
    if (!parsed.success)
      report(
        issueDiagnostics(parsed.error.issues, {
          schema: schema.Spec,
          value: spec,
          locate: at,
          source,
          root: 'spec',
        }),
      )
    const folder = folderOf(file)
    const checked = checkSpec({ spec, parsed: parsed.data, locate: at, folder, schema })
    const unfit = unfitTexts(spec, at).filter(({ span }) => !reported.has(span?.start))
    report([...notYetSupported(spec, at), ...credentials(spec, at), ...checked, ...unfit])
    if (!header.success || !parsed.success || unfit.length > 0) continue
    const { name, namespace } = header.data.metadata
    const tool = schema.tools[parsed.data.migrations.tool]
    if (tool === undefined) throw new Error(`the schema let tool ${parsed.data.migrations.tool} through`)
    const target = parsed.data.namespace ?? namespace
    pipelines.push({
      name,
      namespace: target,
      environment,
      spec: parsed.data,
      tool,
      toolSettings: settingsOf(parsed.data, tool),
      file,
      folder,
      nameSpan: locate(['metadata', 'name']),
      locate: at,
    })
  }
  return { pipelines, diagnostics }
}

/** Half of a surrogate pair is not printable either, and one finding says more. */
function unfitTexts(spec: unknown, locate: Locate): readonly Diagnostic[] {
  const unsendable = notJson(spec, locate)
  const known = new Set(unsendable.map(({ span }) => span?.start))
  return [...unsendable, ...printable(spec, locate).filter(({ span }) => !known.has(span?.start))]
}

function settingsOf({ migrations }: Spec, { id }: Tool): Settings {
  const settings = valueAt(migrations, [id])
  return isMap(settings) ? settings : {}
}

interface Environments {
  /** Undefined where there is no spec to judge. */
  readonly base: RawMap | undefined
  readonly environments: readonly { readonly environment: string; readonly patch: unknown }[]
}

/** An environment without a value has nothing to patch. */
function splitEnvironments(spec: unknown): Environments {
  if (!isMap(spec)) return { base: undefined, environments: [] }
  const { environments: patches, ...base } = spec
  const named = isMap(patches) ? Object.entries(patches).sort(([a], [b]) => compare(a, b)) : []
  if (named.length === 0) return { base, environments: [{ environment: 'default', patch: {} }] }
  return {
    base,
    environments: named.map(([environment, patch]) => ({ environment, patch: isMap(patch) ? patch : {} })),
  }
}
