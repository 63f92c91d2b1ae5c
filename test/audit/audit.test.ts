// test/audit/<code>/: bad.yaml has the finding, bad.out shows every finding of bad.yaml, and good.yaml has none.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codedRules } from '../../src/audit/index.ts'
import { judgeSources } from '../../src/project/audit/judge-sources.ts'
import { listedCodes, type ListedCode } from '../../src/diagnostic/codes.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { loadSources } from '../../src/render/index.ts'
import { written } from '../../src/diagnostic/line.ts'
import { textLines } from '../../src/report/index.ts'
import { golden, repository } from '../support/golden.ts'
import { memoryTree } from '../../src/source/memory-tree.ts'

const shared: readonly ListedCode[] = listedCodes.filter((code) => /^(?:ignore|manifests)\//.test(code))

for (const code of [...codedRules.map((coded) => coded.code), ...shared]) {
  const folder = `test/audit/${code}`
  test(code, () => {
    const bad = textOf(`${folder}/bad.yaml`)
    const found = findingsIn(bad)
    assert.ok(
      found.some((each) => each.code === code),
      `${code} is not among ${found.map((each) => each.code).join(', ')}`,
    )
    golden(`${folder}/bad.out`, shown(found, bad))
    for (const each of found) checkFix(each, bad)
    const good = textOf(`${folder}/good.yaml`)
    assert.equal(shown(findingsIn(good), good), '')
  })
}

function textOf(path: string): string {
  return readFileSync(`${repository}${path}`, 'utf8')
}

function findingsIn(text: string): readonly Diagnostic[] {
  const tree = memoryTree({ 'app/all.yaml': text })
  return judgeSources({
    ...loadSources({ tree, paths: ['app'] }),
    textOf: () => text,
  })
}

function shown(diagnostics: readonly Diagnostic[], text: string): string {
  return written(textLines({ diagnostics, textOf: () => text, summary: '' }))
}

/** Applies the fix and audits again: one finding of the code is gone, and no other appears. */
function checkFix({ code, fix }: Diagnostic, text: string): void {
  if (fix === undefined) return
  let fixed = text
  for (const { span, text: replacement } of [...fix.edits].sort((a, b) => b.span.start - a.span.start))
    fixed = fixed.slice(0, span.start) + replacement + fixed.slice(span.end)
  const before = findingsIn(text).map((each) => each.code)
  const after = findingsIn(fixed).map((each) => each.code)
  assert.equal(after.filter((each) => each === code).length, before.filter((each) => each === code).length - 1)
  assert.ok(after.length < before.length, `"${fix.title}" caused a new finding: ${after.join(', ')}`)
}
