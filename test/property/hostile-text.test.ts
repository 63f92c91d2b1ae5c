// What a user writes into any text of a spec stays text in all that wavec writes and prints.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import { written } from '../../src/diagnostic/line.ts'
import { fullYaml } from '../../src/pipeline/full-yaml.ts'
import { compileAll, type Compiled } from '../../src/project/compile/compile-all.ts'
import { formats, reportLines } from '../../src/report/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import { hostileText, mistakesIn } from '../support/hostile.ts'
import { constructsOf } from '../support/markup.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'
import { hasText, textFields, withText, type TextField } from '../support/spec-fields.ts'

const shop = new URL('../cli/fixtures/shop/', import.meta.url)
const files: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(shop, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .map((path) => [path.slice(shop.pathname.length), readFileSync(path, 'utf8')]),
)
const spec = 'waves/orders/pipeline.yaml'

function compiled(document: unknown): Compiled {
  const tree = memoryTree({ ...files, [spec]: JSON.stringify(document) })
  return compileAll(tree, 'waves', { renderer: noProgram, runner: standIn })
}

function isCompiled({ diagnostics }: Compiled): boolean {
  return diagnostics.every(({ severity }) => severity !== 'error')
}

/** The full spec, and the full spec with one of the alternatives in its comments that still compile. */
function bases(): readonly unknown[] {
  const lines = fullYaml.split('\n')
  const blocks = lines.flatMap((line, at) => {
    if (!line.trimStart().startsWith('#:')) return []
    const end = lines.findIndex((each, index) => index > at && !each.trimStart().startsWith('#:'))
    const ends = Array.from({ length: end - at }, (_, count) => at + count + 1)
    return ends.map((until) =>
      lines.map((each, index) => (index >= at && index < until ? each.replace(/#: ?/, '') : each)).join('\n'),
    )
  })
  const documents = [fullYaml, ...blocks].flatMap((text) => {
    try {
      return [parse(text) as unknown]
    } catch {
      // Two alternatives at once.
      return []
    }
  })
  return documents.filter((document) => isCompiled(compiled(document)))
}

const hostile: readonly string[] = [
  '</script><img src=x onerror=alert(1)> ![i](javascript:x) [l](https://evil.example) # h ``` "q" \'q\' | $m$ @user a@b.example www.evil.example ::error::x ##[error]y ##vso[task.x]y --> %0A &lt; *b* **c** ~~s~~ {{x}}; "]',
  '::error title=x::y',
  'a\n::error title=x::y\n# h\n```\n<img src=x>\n',
  '\u001b[2J\u202e\u0085a\u2028::error::x',
  '@user/team ![](x)\\',
]

const all = bases()
const fields = textFields()
const chosen = fields.map((field) => ({ field, base: all.find((base) => hasText(base, field)) ?? all[0] }))

test('in every text of the schema, what is hostile is refused in harmless words or written as text', async () => {
  const accepted = new Set<TextField>()
  const random = fc.sample(hostileText, { numRuns: fields.length, seed: 1 })
  for (const [index, { field, base }] of chosen.entries()) {
    for (const text of [...hostile, random[index] ?? '']) {
      const result = compiled(withText(base, field, text))
      await assertHarmless(result, field, text === hostile[0] ? 'first' : 'further')
      if (!isCompiled(result)) continue
      accepted.add(field)
      assertPages(result, compiled(withText(base, field, 'harmless')), field)
    }
  }
  assert.ok(all.length > 5 && fields.length > 100, `${all.length} bases, ${fields.length} fields`)
  // Else the pages were not judged.
  assert.ok(accepted.size > fields.length / 5, `${accepted.size} of ${fields.length}`)
})

/** Findings in every format, of further texts in those that people read, and every file that would be written. */
async function assertHarmless(
  { diagnostics, files: emitted }: Compiled,
  { path }: TextField,
  texts: 'first' | 'further',
): Promise<void> {
  const report = { diagnostics, textOf: () => undefined, summary: '' }
  for (const format of texts === 'first' ? formats : (['text', 'github'] as const)) {
    const output = written(await reportLines(report, format))
    assert.deepEqual(mistakesIn(output), [], `${format} of ${path.join('.')}`)
  }
  for (const { path: file, text } of emitted) assert.deepEqual(text.match(acting), null, `${file}: ${path.join('.')}`)
}

/** No program that shows a file should act on it, move within a line or hide something. */
const acting = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|\p{Bidi_Control}|[\u200b\ufeff]/u

function assertPages(result: Compiled, harmless: Compiled, { path }: TextField): void {
  const pages = result.files.filter((file) => file.path.endsWith('.md'))
  const expected = harmless.files.filter((file) => file.path.endsWith('.md'))
  assert.deepEqual(
    pages.map(({ text }) => constructsOf(text)),
    (isCompiled(harmless) ? expected : pages).map(({ text }) => constructsOf(text)),
    path.join('.'),
  )
  for (const { text } of pages)
    assert.doesNotMatch(
      constructsOf(text).join('\n'),
      /unknown|html|image|mention|address|formula|strike|without an end/,
    )
}
