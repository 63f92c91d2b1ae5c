import { append } from '../../diagnostic/long-lists.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import { positionAt } from '../../diagnostic/frame.ts'
import type { Tree } from '../../source/tree.ts'
import { anyRunner } from '../any-runner.ts'
import { compileAll } from '../compile/compile-all.ts'
import { fixedTexts } from '../edited-texts.ts'
import { textsOf } from '../texts.ts'
import { overlay } from '../overlay.ts'
import { wavesFolder } from '../places.ts'
import type { Renderer } from '../../render/index.ts'

export interface Fixed {
  /** The files that change, with their new texts. */
  readonly texts: ReadonlyMap<string, string>
  /** `FILE:LINE:COLUMN what was done`, where it was before. */
  readonly done: readonly string[]
}

/** A fixed key may bring its value into view, which may be wrong too. */
const rounds = 8

/** What has one right answer, proven by compiling again in memory: what does not go away by its fix is not touched. */
export function fixAll(tree: Tree, renderer: Renderer): Fixed {
  const done: string[] = []
  const useless = new Set<string>()
  let texts: ReadonlyMap<string, string> = new Map()
  for (let round = 0; round < rounds; round++) {
    const now = overlay(tree, texts)
    const open = compileAll(now, wavesFolder, { renderer, runner: anyRunner }).diagnostics.filter(
      (found) => found.fix !== undefined && !useless.has(idOf(found)),
    )
    if (open.length === 0) break
    const { texts: fixed, applied } = fixedTexts(now, open)
    const edited = new Map([...texts, ...fixed])
    const left = new Set(
      compileAll(overlay(tree, edited), wavesFolder, { renderer, runner: anyRunner }).diagnostics.map(idOf),
    )
    const failed = applied.filter((found) => left.has(idOf(found)))
    for (const found of failed) useless.add(idOf(found))
    if (failed.length > 0) continue
    append(
      done,
      applied.map((found) => lineOf(found, now)),
    )
    texts = edited
  }
  return { texts, done }
}

function idOf({ code, message, span }: Diagnostic): string {
  return JSON.stringify([code, message, span?.file])
}

function lineOf({ code, span, fix }: Diagnostic, tree: Tree): string {
  const { line, column } = positionAt(textsOf(tree)(span?.file ?? '') ?? '', span?.start ?? 0)
  return `fixed ${span?.file ?? ''}:${line}:${column} ${code}: ${fix?.title ?? ''}`
}
