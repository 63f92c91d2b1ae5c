// The walker of test/diagnostics/<family>/<code>/<case>/: the files of a small repository, and expected.out, the report
// as a terminal shows it without colour. Files that git would change (NUL, BOM, links …) are in `unwritable.ts`.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Diagnostic, Edit } from '../../src/diagnostic/diagnostic.ts'
import type { Renderer } from '../../src/render/index.ts'
import { written } from '../../src/diagnostic/line.ts'
import { textLines } from '../../src/report/index.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'
import type { Tree } from '../../src/source/tree.ts'
import { golden, repository } from './golden.ts'
import { unwritable, type Unwritable } from './unwritable.ts'

/** Returns all findings in a repository. */
export type Compile = (tree: Tree, renderer?: Renderer) => readonly Diagnostic[]
type Files = Readonly<Record<string, string | Uint8Array>>

const folder = 'test/diagnostics'

/** One test for each case of the families, e.g. `['yaml', 'spec']`; all of them without the argument. */
export function testDiagnostics(compile: Compile, families: readonly string[] = foldersIn(folder)): void {
  for (const family of families) {
    for (const rule of foldersIn(`${folder}/${family}`)) {
      const code = `${family}/${rule}`
      const cases = foldersIn(`${folder}/${code}`)
      test(`${code} has a case`, () => assert.notDeepEqual(cases, []))
      for (const name of cases) test(`${code}/${name}`, () => checkCase(code, name, compile))
    }
  }
}

function checkCase(code: string, name: string, compile: Compile): void {
  const special = unwritable[`${code}/${name}`]
  const files = filesOf(`${folder}/${code}/${name}`, special)
  const found = compile(treeOf(files, special), special?.renderer)
  assert.ok(
    found.some((each) => each.code === code),
    `${code} is not among ${found.map((each) => each.code).join(', ')}`,
  )
  golden(
    `${folder}/${code}/${name}/expected.out`,
    written(textLines({ diagnostics: found, textOf: textOf(files), summary: '' })),
  )
  for (const each of found) checkSpans(each, files)
  for (const each of found) checkFix(each, files, compile)
}

/** Spans are inside the file. Of an unreadable file only the path is known. */
function checkSpans({ code, span, related = [] }: Diagnostic, files: Files): void {
  for (const each of [span, ...related.map((other) => other.span)]) {
    if (each === undefined) continue
    const length = textOf(files)(each.file)?.length ?? 0
    assert.ok(
      each.start >= 0 && each.start <= each.end && each.end <= length,
      `${code}: ${JSON.stringify(each)} of ${length}`,
    )
  }
}

/** A fix is proven by a second run: the finding is gone. */
function checkFix({ code, message, span, fix }: Diagnostic, files: Files, compile: Compile): void {
  if (fix === undefined) return
  const fixed: Record<string, string | Uint8Array> = { ...files }
  for (const edit of [...fix.edits].sort((a, b) => b.span.start - a.span.start)) {
    fixed[edit.span.file] = apply(edit, textOf(fixed)(edit.span.file) ?? '')
  }
  const left = compile(memoryTree(fixed)).filter(
    (each) => each.code === code && each.message === message && each.span?.start === span?.start,
  )
  assert.deepEqual(left, [], `the fix "${fix.title}" does not fix ${code}`)
}

function apply({ span, text }: Edit, source: string): string {
  return source.slice(0, span.start) + text + source.slice(span.end)
}

function filesOf(path: string, special: Unwritable | undefined): Files {
  const entries = readdirSync(`${repository}${path}`, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const names = entries.map((entry) =>
    `${entry.parentPath}/${entry.name}`.slice(`${repository}${path}/`.length).replaceAll('\\', '/'),
  )
  const files = names
    .filter((name) => name !== 'expected.out')
    .map((name) => [name, readFileSync(`${repository}${path}/${name}`)] as const)
  return { ...Object.fromEntries(files), ...special?.files }
}

function treeOf(files: Files, special: Unwritable | undefined): Tree {
  const tree = memoryTree(files)
  const problems = special?.problems ?? {}
  return {
    read: (path) => (problems[path] === undefined ? tree.read(path) : { ok: false, problem: problems[path] }),
    list: (path) => (problems[path] === undefined ? tree.list(path) : { ok: false, problem: problems[path] }),
  }
}

/** The text that a terminal shows of a broken file: everything that can be decoded. */
function textOf(files: Files): (file: string) => string | undefined {
  return (file) => {
    const content = files[file]
    if (content === undefined || typeof content === 'string') return content
    return new TextDecoder('utf-8').decode(content)
  }
}

function foldersIn(path: string): string[] {
  const entries = readdirSync(`${repository}${path}`, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
