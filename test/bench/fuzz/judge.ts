import { createHash } from 'node:crypto'
import { mistakesIn } from '../../support/hostile.ts'
import { differences } from './sandbox.ts'
import type { Case } from './verb-case.ts'
import { verbCases } from './verbs.ts'

/** How a run of a verb ended. */
export interface Ending {
  readonly exit: number
  readonly stdout: string
  readonly stderr: string
  /** The repository, each path with its content. */
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
  /** What lies beside the repository and was not there before. */
  readonly strays: readonly string[]
}

/** As `wavec help` lists them. */
const documented: ReadonlySet<number> = new Set([0, 1, 2, 3, 4, 75])

/** The first guarantee that does not hold. */
export function problemIn(each: Case, ending: Ending): string | undefined {
  for (const guarantee of guarantees) {
    const problem = guarantee(ending, each)
    if (problem !== undefined) return problem
  }
  return undefined
}

type Guarantee = (ending: Ending, each: Case) => string | undefined

const guarantees: readonly Guarantee[] = [
  ({ stderr }) => /this is a bug in wavec[^]*/.exec(stderr)?.[0],
  ({ exit }) => (documented.has(exit) ? undefined : `exit code ${exit}`),
  ({ stdout, stderr }) => {
    const [mistake] = [...mistakesIn(stdout), ...mistakesIn(stderr)]
    return mistake === undefined
      ? undefined
      : `acts on a terminal or in a log: ${JSON.stringify(mistake.slice(0, 300))}`
  },
  ({ exit, stdout, stderr }) =>
    exit !== 0 && `${stdout}${stderr}`.trim() === '' ? `exit ${exit} without any output` : undefined,
  ({ exit, stderr }) =>
    exit === 2 && !/^wavec: .+\n(?:[^]*\n)?next: ./m.test(stderr)
      ? `exit 2 without a reason and a next step: ${stderr}`
      : undefined,
  ({ exit, stdout }, { words }) =>
    isJsonWanted(words) && exit <= 1 && !isJson(stdout)
      ? `--format json prints no JSON: ${stdout.slice(0, 200)}`
      : undefined,
  ({ exit, before, after }, { subject, words }) => {
    const changed = differences(before, after)
    if (changed.length > 0 && !verbCases[subject].mayWrite(words, exit))
      return `exit ${exit}, and wrote ${changed.join(', ')}`
    const left = changed.find((path) => leftOver.test(path) && !before.has(path))
    return left === undefined ? undefined : `left ${left}`
  },
  ({ strays }) => (strays.length === 0 ? undefined : `wrote outside of the repository: ${strays.join(', ')}`),
  ({ exit, after }, { subject, words }) =>
    subject === 'compile' && exit === 0 && !isHelpWanted(words) ? partIn(after) : undefined,
]

/** Names of what wavec writes first and then renames or removes. */
const leftOver = /(?:^|\/)\.?[^/]*\.wavec-new|\.wavec-lock|\.tmp$/

/** Every file that the list names is there, whole. */
function partIn(after: ReadonlyMap<string, string>): string | undefined {
  const list = after.get('manifests/.wavec') ?? ''
  for (const [, sum, path] of list.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm)) {
    const content = after.get(`manifests/${Buffer.from(path ?? '', 'latin1').toString()}`)
    if (content === undefined) return `manifests/${path} is listed and missing`
    if (createHash('sha256').update(Buffer.from(content, 'latin1')).digest('hex') !== sum)
      return `manifests/${path} is not what the list says`
  }
  return undefined
}

function isJsonWanted(words: readonly string[]): boolean {
  const line = (words.includes('--') ? words.slice(0, words.indexOf('--')) : words).join(' ')
  return /--format[ =](?:json|sarif)(?: |$)/.test(line) && !isHelpWanted(words)
}

function isHelpWanted(words: readonly string[]): boolean {
  return words.some((word) => /^(?:-h|--help)/.test(word))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Only whether it is JSON is asked.
    return false
  }
}
