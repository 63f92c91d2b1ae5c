import { append } from '../../diagnostic/long-lists.ts'
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { shellWord } from '../../diagnostic/shell-word.ts'
import type { EmittedFile } from '../../emit/index.ts'
import { baseName, folderOf } from '../../source/path.ts'
import type { Tree } from '../../source/tree.ts'
import { inManifests, journalPath, listPath, stagingFolder } from '../places.ts'
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
  const absent = plan.write.filter(({ replaces }) => replaces === 'nothing').map(({ path }) => path)
  const differing = plan.write
    .filter(({ replaces }) => replaces === 'file')
    .map(({ path, text }) => ({ file: inManifests(path), committed: committedText(tree, inManifests(path)), text }))
  const programs = differing.flatMap(otherProgram)
  return [
    ...conflictsOf(plan),
    ...gathered(absent).map(([place, files]) => missing(place, files)),
    ...runnerDrift(programs),
    ...differing
      .filter(({ file }) => !programs.some((program) => program.file === file))
      .map(({ file, text }) => stale(file, text, tree)),
    ...gathered(plan.remove).map(([place, files]) => leftOver(place, files)),
  ]
}

/** The list differs whenever a file does; alone it is worth a finding, because a compile would change it. */
export function listDriftOf(plan: OutputPlan, state: State, tree: Tree): Diagnostic[] {
  if (state.list === plan.list) return []
  return [state.list === undefined ? missing(listPath, []) : stale(listPath, plan.list, tree)]
}

/** Lock files are beside the specs, and not part of the list. */
export function lockDriftOf(locks: readonly EmittedFile[], tree: Tree): Diagnostic[] {
  return locks.map(({ path, text }) => (tree.read(path).ok ? stale(path, text, tree) : missing(path, [])))
}

/** A note about a run that did not end; `finished` by the present one, or still `open`. */
export function interruptionOf(state: State, now: 'finished' | 'open'): Diagnostic[] {
  if (!state.interrupted) return []
  const span = startOf(state.journal.size > 0 ? journalPath : stagingFolder)
  if (now === 'open')
    return [diagnostic('drift/interrupted', { message: 'an earlier compile did not end', help: compile, span })]
  return [
    diagnostic('drift/interrupted', { message: 'an earlier compile did not end; this one finished its work', span }),
  ]
}

const compile = 'npx wavec compile'
const compileAndAdd = `${compile} && git add waves manifests`

function wording({ kind, wanted }: Conflict, file: string): { message: string; why: string; help: string } {
  const again = `&& ${compile}`
  if (kind === 'not-ours') {
    return {
      message: 'wavec needs this path and did not write what is there',
      why: 'it is not listed in manifests/.wavec, so wavec writes nothing',
      help: `move it to another name: mv ${shellWord(file)} ${shellWord(`${file}.mine`)} ${again}`,
    }
  }
  return {
    message:
      wanted === 'no-file'
        ? 'changed by hand, and the spec no longer produces it'
        : 'changed by hand since wavec wrote it',
    why: 'compiling would lose that change, so wavec writes nothing',
    help: `move the change into the spec, then: rm ${shellWord(file)} ${again}`,
  }
}

/** More files of a folder than these are one finding, so that a new pipeline is not a page of them. */
const singleFiles = 3

/** Where to report, and the names of the files if it is a folder. */
type Place = readonly [place: string, files: readonly string[]]

function gathered(paths: readonly string[]): Place[] {
  const folders = new Map<string, string[]>()
  for (const path of paths) folders.set(folderOf(path), [...(folders.get(folderOf(path)) ?? []), path])
  const places: Place[] = []
  for (const [folder, files] of folders) {
    if (files.length > singleFiles) places.push([inManifests(folder), files.map(baseName)])
    else
      append(
        places,
        files.map((path): Place => [inManifests(path), []]),
      )
  }
  return places
}

function missing(place: string, files: readonly string[]): Diagnostic {
  const message =
    files.length === 0
      ? 'not committed, but the spec produces it'
      : `${files.length} files not committed, but the spec produces them: ${some(files)}`
  return diagnostic('drift/missing', { message, help: compileAndAdd, span: startOf(place) })
}

function leftOver(place: string, files: readonly string[]): Diagnostic {
  const message =
    files.length === 0
      ? 'committed, but the spec no longer produces it'
      : `${files.length} files committed, but the spec no longer produces them: ${some(files)}`
  return diagnostic('drift/left-over', { message, help: compileAndAdd, span: startOf(place) })
}

function some(names: readonly string[]): string {
  return `${names.slice(0, singleFiles).join(', ')}, …`
}

interface OtherProgram {
  readonly file: string
  readonly committed: string
  readonly compiled: string
  readonly start: number
  readonly end: number
}

/** The annotation of a ConfigMap that holds the program: the version of wavec, and the checksum of the program. */
const programLine = /^ {4}wavec\.dev\/runner: "?(\S+ sha256:[0-9a-f]{12})[0-9a-f]*"?$/m

function otherProgram({ file, committed, text }: Differing): readonly OtherProgram[] {
  const [then, now] = [programLine.exec(committed), programLine.exec(text)]
  if (then?.[1] === undefined || now?.[1] === undefined || then[1] === now[1]) return []
  return [{ file, committed: then[1], compiled: now[1], start: then.index + 4, end: then.index + then[0].length }]
}

interface Differing {
  readonly file: string
  readonly committed: string
  readonly text: string
}

/** One finding, however many pipelines there are: an upgrade of wavec changes all of them alike. */
function runnerDrift(programs: readonly OtherProgram[]): Diagnostic[] {
  const [first] = programs
  if (first === undefined) return []
  const { file, committed, compiled, start, end } = first
  const others = programs.length === 1 ? '' : `, in ${programs.length} files`
  return [
    diagnostic('drift/runner', {
      message: `this wavec brings another program for the Jobs${others}. Committed: ${committed}   compiled: ${compiled}`,
      why: 'wavec was upgraded after the last compile, and until the next one the Jobs run the committed program',
      help: compileAndAdd,
      span: { file, start, end },
    }),
  ]
}

function committedText(tree: Tree, file: string): string {
  const reading = tree.read(file)
  return reading.ok ? new TextDecoder().decode(reading.value) : ''
}

function stale(file: string, compiled: string, tree: Tree): Diagnostic {
  const committed = committedText(tree, file)
  const otherRenderer = renderedElsewhere(file, committed, compiled)
  if (otherRenderer !== undefined) return otherRenderer
  const at = firstDifference(committed, compiled)
  const message = `committed: ${lineAround(committed, at)}   compiled: ${lineAround(compiled, at)}`
  return diagnostic('drift/stale', {
    message,
    help: compileAndAdd,
    span: { file, start: at, end: endOfLine(committed, at) },
  })
}

const renderedLine = /^# Rendered by (.+?) from .+\n/m

/** Another version of a renderer is a reason of its own, whether or not the objects differ too. */
function renderedElsewhere(file: string, committed: string, compiled: string): Diagnostic | undefined {
  const [then, now] = [renderedLine.exec(committed), renderedLine.exec(compiled)]
  if (then?.[1] === undefined || now?.[1] === undefined || then[1] === now[1]) return undefined
  const isRestEqual = committed.replace(renderedLine, '') === compiled.replace(renderedLine, '')
  return diagnostic('drift/renderer', {
    message: `committed: rendered by ${then[1]}   compiled: by ${now[1]}; ${isRestEqual ? 'the objects are the same' : 'the objects differ'}`,
    why: 'two versions need not render the same text, so the version is part of the manifests',
    help: `use ${then[1]} here as well, or go on with this one: ${compileAndAdd}`,
    span: { file, start: then.index, end: then.index + then[0].length - 1 },
  })
}

/** Where the two begin to differ, from the start of that word: the same offset in both. */
function firstDifference(committed: string, compiled: string): number {
  let at = 0
  while (at < committed.length && committed[at] === compiled[at]) at++
  while (/^\w\w$/.test(committed.slice(at - 1, at + 1))) at--
  return at
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end === -1 ? text.length : end
}

/** Enough of a line to recognise it, however long it is. */
const shownBefore = 40
const shownBehind = 40

function lineAround(text: string, at: number): string {
  if (at >= text.length) return 'end of file'
  const start = at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1
  const end = endOfLine(text, at)
  const line = text.slice(Math.max(start, at - shownBefore), Math.min(end, at + shownBehind)).trim()
  if (line === '') return 'an empty line'
  return `${start < at - shownBefore ? '…' : ''}${line}${end > at + shownBehind ? '…' : ''}`
}

function startOf(file: string): Diagnostic['span'] {
  return { file, start: 0, end: 0 }
}
