import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Tree } from '../../source/tree.ts'
import { inManifests, journalPath, listPath, stagingFolder } from './places.ts'
import type { Conflict, OutputPlan } from './plan-output.ts'
import type { State } from './state.ts'

/** What stops a compile: files that are not wavec's to change. */
export function conflictsOf(plan: OutputPlan): Diagnostic[] {
  return plan.conflicts.map((conflict) => {
    const file = inManifests(conflict.path)
    return diagnostic(`drift/${conflict.kind}`, { ...wording(conflict, file), span: startOf(file) })
  })
}

/** All that a compile would change, and what stops it. The tree must be in the state that the plan was made of. */
export function driftOf(plan: OutputPlan, tree: Tree): Diagnostic[] {
  const found = conflictsOf(plan)
  for (const { path, text, replaces } of plan.write) {
    found.push(replaces === 'nothing' ? missing(inManifests(path)) : stale(inManifests(path), text, tree))
  }
  for (const path of plan.remove) found.push(leftOver(inManifests(path)))
  return found
}

/** The list differs whenever a file does; alone it is worth a finding, because a compile would change it. */
export function listDriftOf(plan: OutputPlan, state: State, tree: Tree): Diagnostic[] {
  if (state.list === plan.list) return []
  return [state.list === undefined ? missing(listPath) : stale(listPath, plan.list, tree)]
}

/** A note about a run that did not end; `finished` by the present one, or still `open`. */
export function interruptionOf(state: State, now: 'finished' | 'open'): Diagnostic[] {
  if (!state.interrupted) return []
  const span = startOf(state.journal.size > 0 ? journalPath : stagingFolder)
  if (now === 'open') return [diagnostic('drift/interrupted', { message: 'an earlier compile did not end', help: compile, span })]
  return [diagnostic('drift/interrupted', { message: 'an earlier compile did not end; this one finished its work', span })]
}

const compile = 'npx wavec compile'
const compileAndAdd = `${compile} && git add manifests`

function wording({ kind, wanted }: Conflict, file: string): { message: string; why: string; help: string } {
  const again = `&& ${compile}`
  if (kind === 'not-ours') {
    return {
      message: 'wavec needs this path and did not write what stands there',
      why: 'it is not listed in manifests/.wavec, so wavec writes nothing',
      help: `move it to another name: mv ${file} ${file}.mine ${again}`,
    }
  }
  return {
    message: wanted === 'no-file' ? 'changed by hand, and the spec no longer produces it' : 'changed by hand since wavec wrote it',
    why: 'compiling would lose that change, so wavec writes nothing',
    help: `move the change into the spec, then: rm ${file} ${again}`,
  }
}

function missing(file: string): Diagnostic {
  return diagnostic('drift/missing', { message: 'not committed, but the spec produces it', help: compileAndAdd, span: startOf(file) })
}

function leftOver(file: string): Diagnostic {
  return diagnostic('drift/left-over', { message: 'committed, but the spec no longer produces it', help: compileAndAdd, span: startOf(file) })
}

function stale(file: string, compiled: string, tree: Tree): Diagnostic {
  const reading = tree.read(file)
  const committed = reading.ok ? new TextDecoder().decode(reading.value) : ''
  const { start, end } = firstDifference(committed, compiled)
  const message = `committed: ${lineAt(committed, start)}   compiled: ${lineAt(compiled, start)}`
  return diagnostic('drift/stale', { message, help: compileAndAdd, span: { file, start, end } })
}

/** The first line of `committed` that differs. All before it is equal, so it starts at the same offset in both. */
function firstDifference(committed: string, compiled: string): { readonly start: number; readonly end: number } {
  let at = 0
  while (at < committed.length && committed[at] === compiled[at]) at++
  const start = at === 0 ? 0 : committed.lastIndexOf('\n', at - 1) + 1
  const end = committed.indexOf('\n', start)
  return { start, end: end === -1 ? committed.length : end }
}

function lineAt(text: string, start: number): string {
  if (start >= text.length) return 'end of file'
  const line = text.slice(start).split('\n', 1)[0] ?? ''
  const shown = line.trim() === '' ? 'an empty line' : line.trim()
  return shown.length <= 100 ? shown : `${shown.slice(0, 99)}…`
}

function startOf(file: string): Diagnostic['span'] {
  return { file, start: 0, end: 0 }
}
