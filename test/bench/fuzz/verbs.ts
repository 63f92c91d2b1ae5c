import { codePages } from '../../../src/explain/index.ts'
import type { Verb } from '../../../src/cli/commands/index.ts'
import type { Random } from '../repository/random.ts'
import type { Files } from './files-tree.ts'
import { manifestsOf, pipelineOf, plainOf, type Projects } from './projects.ts'
import { mountedStep } from './mounted-step.ts'

/** Everything that a command line may begin with. */
export type Subject = Verb | 'help'

/** How a verb is tried. */
export interface VerbCase {
  /** The files that a case begins with. */
  readonly begin: (projects: Projects, random: Random) => Promise<Files>
  /** Operands that fit these files. */
  readonly operands: (files: Files, random: Random) => readonly string[]
  /** In how many of ten cases the files are in a git repository with a base. */
  readonly git: number
  /** Whether a run with these words may have changed files when it ends so. */
  readonly mayWrite: (words: readonly string[], exit: number) => boolean
}

const never = (): boolean => false

/** Total: a new verb does not compile until it says how it is tried. */
export const verbCases: Readonly<Record<Subject, VerbCase>> = {
  compile: { begin: pipelineOf, operands: somePipelines, git: 3, mayWrite: (_, exit) => exit === 0 },
  check: { begin: pipelineOf, operands: none, git: 3, mayWrite: fixes },
  set: { begin: pipelineOf, operands: setWords, git: 0, mayWrite: (_, exit) => exit === 0 },
  diff: { begin: pipelineOf, operands: none, git: 10, mayWrite: never },
  lint: { begin: anything, operands: somePaths, git: 2, mayWrite: fixes },
  audit: { begin: anything, operands: manifestPaths, git: 0, mayWrite: fixes },
  convert: {
    begin: manifestsOf,
    operands: manifestPaths,
    git: 0,
    mayWrite: (words, exit) => exit === 0 && words.includes('--write'),
  },
  graph: { begin: manifestsOf, operands: somePaths, git: 0, mayWrite: never },
  simulate: { begin: manifestsOf, operands: manifestPaths, git: 2, mayWrite: never },
  schema: { begin: plainOf, operands: none, git: 0, mayWrite: never },
  run: { begin: mountedStep, operands: none, git: 0, mayWrite: never },
  rehearse: { begin: pipelineOf, operands: rehearsed, git: 0, mayWrite: never },
  init: {
    begin: plainOf,
    operands: none,
    git: 1,
    mayWrite: (words, exit) => exit <= 1 && !words.includes('--dry-run'),
  },
  explain: { begin: plainOf, operands: explained, git: 0, mayWrite: never },
  help: { begin: plainOf, operands: helped, git: 0, mayWrite: never },
}

export const subjects: readonly Subject[] = Object.keys(verbCases).filter(isSubject)

export function isSubject(word: string): word is Subject {
  return Object.hasOwn(verbCases, word)
}

function none(): readonly string[] {
  return []
}

function fixes(words: readonly string[], exit: number): boolean {
  return exit !== 2 && words.includes('--fix')
}

function anything(projects: Projects, random: Random): Promise<Files> {
  return random.next(2) === 0 ? pipelineOf(projects, random) : manifestsOf(projects, random)
}

function pick<T>(from: readonly T[], random: Random): readonly T[] {
  const found = from[random.next(from.length)]
  return found === undefined ? [] : [found]
}

/** Files, the folders above them, or nothing. */
function somePaths(files: Files, random: Random): readonly string[] {
  return Array.from({ length: random.next(3) }, () => pick(pathsIn(files), random)).flat()
}

function manifestPaths(files: Files, random: Random): readonly string[] {
  const paths = pathsIn(files).filter((path) => !path.endsWith('.sql'))
  const some = Array.from({ length: 1 + random.next(2) }, () => pick(paths, random)).flat()
  return random.next(8) === 0 ? [...some, '-'] : some
}

function pathsIn(files: Files): readonly string[] {
  const folders = [...files.keys()].flatMap((path) => {
    const segments = path.split('/').slice(0, -1)
    return segments.map((_, at) => segments.slice(0, at + 1).join('/'))
  })
  return [...new Set([...folders, ...files.keys()])].sort()
}

/** All where none is named. */
function somePipelines(files: Files, random: Random): readonly string[] {
  return random.next(3) === 0 ? pick(specFolders(files), random) : []
}

/** By name or by path. */
function setWords(files: Files, random: Random): readonly string[] {
  return [
    ...pick([...specFolders(files), ...specFolders(files).map((path) => path.replace(/^.*\//, ''))], random),
    '--release',
    'v9.9.9',
  ]
}

/** Always with programs that are not there: a case starts no server. */
function rehearsed(files: Files, random: Random): readonly string[] {
  return [...pick(specFolders(files), random), '--pg-bin', 'nowhere']
}

function specFolders(files: Files): readonly string[] {
  return [...files.keys()].flatMap((path) => (path.endsWith('/pipeline.yaml') ? [path.replace(/\/[^/]*$/, '')] : []))
}

function explained(_: Files, random: Random): readonly string[] {
  const messages = [
    'waiting for completion of hook batch/Job/x',
    '55P03',
    '42P01',
    'one or more objects failed to apply',
  ]
  return random.next(9) === 0 ? [] : pick([...codePages.keys(), ...messages], random)
}

function helped(_: Files, random: Random): readonly string[] {
  return random.next(9) === 0 ? [] : pick(Object.keys(verbCases), random)
}
