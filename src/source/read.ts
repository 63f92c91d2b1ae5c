import { diagnostic, type Diagnostic, type Outcome, type Span } from '../diagnostic/diagnostic.ts'
import type { ListedCode } from '../diagnostic/codes.ts'
import { nearest } from '../diagnostic/nearest.ts'
import { unreachable } from '../diagnostic/unreachable.ts'
import { baseName, folderOf, resolvePath } from './path.ts'
import { decodeText, type Limits } from './text.ts'
import type { Entry, ReadProblem, Tree } from './tree.ts'

/**
 * Reads a text file of the repository. A problem is reported at `at`, the place that names the path, by default at the
 * file itself. Codes: `source/not-found`, `source/outside`, `source/is-directory`, `source/not-a-directory`,
 * `source/unreadable`, and those of `decodeText`.
 */
export function readText(tree: Tree, path: string, at?: Span, limits?: Limits): Outcome<string> {
  const reading = tree.read(path)
  if (reading.ok) return decodeText(path, reading.value, limits)
  return { value: undefined, diagnostics: [problemAt(tree, path, reading.problem, at)] }
}

/** Lists a folder of the repository. Same codes as `readText`. */
export function listFolder(tree: Tree, path: string, at?: Span): Outcome<readonly Entry[]> {
  const reading = tree.list(path)
  if (reading.ok) return { value: reading.value, diagnostics: [] }
  return { value: undefined, diagnostics: [problemAt(tree, path, reading.problem, at)] }
}

/** Checks that a file of the repository can be read, without decoding it. Same codes as `readText`. */
export function checkFile(tree: Tree, path: string, at: Span): readonly Diagnostic[] {
  const reading = tree.read(path)
  return reading.ok ? [] : [problemAt(tree, path, reading.problem, at)]
}

/** Resolves a path written in a file to a repository path. Code: `source/outside`. */
export function resolveNamed(folder: string, path: string, at: Span): Outcome<string> {
  const value = resolvePath(folder, path)
  if (value !== undefined) return { value, diagnostics: [] }
  return { value, diagnostics: [outside(path, at)] }
}

function problemAt(tree: Tree, path: string, problem: ReadProblem, at: Span | undefined): Diagnostic {
  const span = at ?? { file: path, start: 0, end: 0 }
  switch (problem) {
    case 'not-found':
      return notFound(tree, path, span)
    case 'outside':
      return outside(path, span)
    case 'directory':
      return finding('source/is-directory', `${path} is a folder, not a file`, 'name a file in it', span)
    case 'not-a-directory':
      return finding(
        'source/not-a-directory',
        `${path} is a file, not a folder`,
        'name the folder that contains it',
        span,
      )
    case 'unreadable':
      return finding('source/unreadable', `${path} can't be read`, `check its permissions: ls -l ${path}`, span)
    default:
      return unreachable(problem)
  }
}

function outside(path: string, span: Span): Diagnostic {
  const help = path.startsWith('/')
    ? 'write the path from the folder of the spec, without a leading /'
    : 'move the files into the repository and write the path from the folder of the spec'
  return finding('source/outside', `${path} leads out of the repository`, help, span)
}

function notFound(tree: Tree, path: string, span: Span): Diagnostic {
  const missing = firstMissing(tree, path)
  const folder = folderOf(missing)
  const entries = tree.list(folder)
  const names = entries.ok ? entries.value.map(({ name }) => name) : []
  const near = nearest(baseName(missing), names)
  const message = `${missing} does not exist`
  if (near !== undefined) return finding('source/not-found', message, `did you mean ${near}?`, span)
  return finding('source/not-found', message, whatIsThere(folder, names), span)
}

/** The shortest part of the path that does not exist: the user probably meant one of its neighbours. */
function firstMissing(tree: Tree, path: string): string {
  const segments = path.split('/')
  for (let length = 1; length < segments.length; length++) {
    const part = segments.slice(0, length).join('/')
    const listed = tree.list(part)
    if (!listed.ok && listed.problem === 'not-found') return part
  }
  return path
}

const shownNames = 6

function whatIsThere(folder: string, names: readonly string[]): string {
  const where = folder === '' ? 'the repository' : folder
  if (names.length === 0) return `${where} is empty`
  const more = names.length > shownNames ? ', …' : ''
  return `${where} contains ${names.slice(0, shownNames).join(', ')}${more}`
}

function finding(code: ListedCode, message: string, help: string, span: Span): Diagnostic {
  return diagnostic(code, { message, help, span })
}
