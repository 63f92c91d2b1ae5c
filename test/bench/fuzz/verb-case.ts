import { commands } from '../../../src/cli/commands/index.ts'
import type { Command } from '../../../src/cli/command.ts'
import { randomFrom, type Random } from '../repository/random.ts'
import { confined, mutateWords, nastyWord, optionWords } from './command-line.ts'
import type { Files } from './files-tree.ts'
import { mutate } from './mutate.ts'
import { stepFile } from './mounted-step.ts'
import type { Projects } from './projects.ts'
import type { Node, Nodes, Sandbox } from './sandbox.ts'
import { mutateStructure } from './structure.ts'
import { verbCases, type Subject } from './verbs.ts'

/** All that one run of a verb sees. */
export interface Case {
  readonly subject: Subject
  readonly seed: number
  /** After `wavec`. */
  readonly words: readonly string[]
  readonly nodes: Nodes
  readonly variables: Readonly<Record<string, string>>
  readonly stdin: string
  /** What kustomize and helm answer; undefined if they refuse. */
  readonly rendered: string | undefined
  /** What the git repository has as its base; undefined without one. */
  readonly base: Base | undefined
}

export interface Base {
  /** The same name has the same files. */
  readonly name: string
  readonly nodes: Nodes
}

/** The seed alone determines the case. */
export async function caseOf(subject: Subject, seed: number, projects: Projects, sandbox: Sandbox): Promise<Case> {
  const random = randomFrom(seed)
  const { begin, operands, git } = verbCases[subject]
  const sample = await begin(projects, random)
  const command = subject === 'help' ? undefined : await commands[subject]()
  const fitting = [
    subject,
    ...shuffled(wordsFor(sample, { command, operands: operands(sample, random) }, random), random),
  ]
  const words = random.next(4) === 0 ? mutateWords(fitting, random) : fitting
  const nodes = mutatedNodes(sample, projects, random)
  return {
    subject,
    seed,
    words: confined(words, sandbox.root, sandbox.folder),
    nodes,
    variables: variablesFor(subject, nodes, random),
    stdin: mutateStructure(textOf(projects, random), textOf(projects, random), random),
    rendered:
      random.next(5) === 0 ? undefined : mutatedText(textOf(projects, random), textOf(projects, random), random),
    base: random.next(10) < git ? baseFor(sample, projects, random) : undefined,
  }
}

interface Fitting {
  readonly command: Command | undefined
  readonly operands: readonly string[]
}

function wordsFor(sample: Files, { command, operands }: Fitting, random: Random): readonly string[] {
  return command === undefined ? operands : [...operands, ...optionWords(command, [...sample.keys()], random)]
}

/** Mostly as they are: an option and its value stay together. */
function shuffled(words: readonly string[], random: Random): readonly string[] {
  if (random.next(6) !== 0) return words
  const at = random.next(words.length + 1)
  return [...words.slice(at), ...words.slice(0, at)]
}

function textOf({ manifests, pipelines }: Projects, random: Random): string {
  if (random.next(2) === 0) return manifests[random.next(manifests.length)] ?? ''
  const files = [...(pipelines[random.next(pipelines.length)] ?? new Map<string, string>()).values()]
  return files[random.next(files.length)] ?? ''
}

/** Up to three files mutated, and now and then the shape of the tree. */
function mutatedNodes(sample: Files, projects: Projects, random: Random): Nodes {
  const nodes = new Map<string, Node>(sample)
  // Half of the mutations go to what the verb reads first.
  const first = [...sample.keys()].filter((path) =>
    /(?:^|\/)(?:pipeline\.(?:yaml|lock)|step\.json|kustomization\.yaml|\.wavec)$/.test(path),
  )
  for (let count = random.next(4); count > 0; count--) {
    const from = random.next(2) === 0 && first.length > 0 ? first : [...sample.keys()]
    const path = from[random.next(from.length)]
    const text = path === undefined ? undefined : nodes.get(path)
    if (path === undefined || typeof text !== 'string') continue
    nodes.set(
      path,
      random.next(12) === 0 ? otherBytes(text, random) : mutatedText(text, textOf(projects, random), random),
    )
  }
  if (random.next(4) === 0) reshape(nodes, random)
  return nodes
}

function mutatedText(text: string, donor: string, random: Random): string {
  const kind = random.next(5)
  if (kind < 2) return mutate(text, random)
  const changed = mutateStructure(text, donor, random)
  return kind === 2 ? mutate(changed, random) : kind === 3 ? mutateStructure(changed, donor, random) : changed
}

/** Bytes that are no UTF-8, another encoding, or other line ends. */
function otherBytes(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text)
  switch (random.next(5)) {
    case 0:
      return Buffer.from(text, 'utf16le')
    case 1:
      return Buffer.from(text.replaceAll('\n', '\r\n'))
    case 2:
      return Buffer.from(text.replaceAll('\n', '\r'))
    case 3:
      return Buffer.from(`\ufeff${text}`)
    default:
      for (let count = random.next(20); count > 0; count--) bytes[random.next(bytes.length)] = random.next(256)
      return bytes
  }
}

function reshape(nodes: Map<string, Node>, random: Random): void {
  const paths = [...nodes.keys()]
  const path = paths[random.next(paths.length)]
  if (path === undefined) return
  const node = nodes.get(path) ?? ''
  const folder = path.replace(/[^/]*$/, '')
  const beside = (name: string): string => folder + name.replaceAll(/[/\0]|^\.\.?$/g, '_')
  switch (random.next(9)) {
    case 0:
      nodes.delete(path)
      break
    case 1:
      nodes.set(path, { kind: 'folder' })
      break
    case 2:
      nodes.set(path, { link: links[random.next(links.length)] ?? '.' })
      break
    case 3:
      nodes.set(beside(`a${nastyWord(random)}.yaml`), node)
      break
    case 4:
      nodes.delete(path)
      nodes.set(beside(nastyWord(random) + path.slice(folder.length)), node)
      break
    case 5:
      nodes.set(beside(`V9__${nastyWord(random)}.sql`), 'select 1;\n')
      break
    case 6:
      nodes.set(`${folder}copy/${path.slice(folder.length)}`, node)
      break
    case 7:
      nodes.set(beside('linked'), { link: '..' })
      break
    default:
      nodes.set(path, Buffer.alloc(random.next(300_000), random.next(2) === 0 ? 'a: b\n' : 'x'))
  }
}

/** The one that leaves the repository stays in the sandbox. */
const links = ['.', '..', 'nowhere', 'pipeline.yaml', '../../../outside', '/dev/null'] as const

/** Few bases a sample, because a commit costs more than a case. */
function baseFor(sample: Files, projects: Projects, random: Random): Base {
  const at = projects.numberOf(sample)
  const variant = random.next(4)
  if (at === undefined) return { name: 'empty', nodes: new Map() }
  const name = `${at}-${variant}`
  if (variant === 0) return { name, nodes: sample }
  return { name, nodes: mutatedNodes(sample, projects, randomFrom(at * 7919 + variant)) }
}

function variablesFor(subject: Subject, nodes: Nodes, random: Random): Readonly<Record<string, string>> {
  const ci = random.next(8) === 0 ? { CI: 'true' } : {}
  if (subject !== 'run') return ci
  const step = nodes.get(stepFile)
  const chosen = connections[random.next(connections.length)] ?? {}
  const given = random.next(8) === 0 ? { DATABASE_URL: mutate(databaseUrl, random).replaceAll('\0', '') } : chosen
  return { ...given, ...(typeof step === 'string' ? { WAVEC_STEP: step.replaceAll('\0', '\\u0000') } : {}) }
}

const databaseUrl = 'postgres://orders:secret@127.0.0.1:5432/orders?sslmode=verify-full'
const pg = { PGHOST: '127.0.0.1', PGPORT: '1', PGDATABASE: 'orders', PGUSER: 'orders', PGPASSWORD: 'secret' } as const

/** Nothing listens anywhere: see `without-world.ts`. */
const connections: readonly Readonly<Record<string, string>>[] = [
  pg,
  { ...pg, PGHOST: '/nowhere' },
  { ...pg, PGPORT: '0' },
  { ...pg, PGPORT: '99999' },
  { ...pg, PGPASSWORD: 'secret\n', PGUSER: 'a\u0007b' },
  { ...pg, PGSSLMODE: 'verify-full', PGSSLROOTCERT: 'mounted/index.json' },
  { ...pg, PGSSLMODE: 'sideways', PGHOST: '' },
  { ...pg, PGHOST: '::1', KUBERNETES_SERVICE_HOST: '::1', WAVEC_SERVICE_ACCOUNT: 'mounted' },
  {},
]
