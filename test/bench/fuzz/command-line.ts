import { existsSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import type { Command, Option } from '../../../src/cli/command.ts'
import { provingStages } from '../../../src/stages/facts.ts'
import { hostileParts } from '../../support/hostile.ts'
import type { Random } from '../repository/random.ts'
import { nasties } from './mutate.ts'

/** Options of a verb, each with a value that fits more often than not. */
export function optionWords(command: Command, paths: readonly string[], random: Random): readonly string[] {
  const flags = Object.keys(command.flags ?? {}).filter(() => random.next(4) === 0)
  const options = Object.entries(command.options).filter(([name]) => random.next(likely.has(name) ? 3 : 9) === 0)
  return [
    ...flags.map((name) => `--${name}`),
    ...options.flatMap(([name, option]) => written(name, valueFor(name, option, { paths, random }), random)),
  ]
}

const likely: ReadonlySet<string> = new Set(['format', 'as', 'release', 'role-sql', 'fail', 'hang'])

function written(name: string, value: string, random: Random): readonly string[] {
  return random.next(3) === 0 ? [`--${name}=${value}`] : [`--${name}`, value]
}

interface Around {
  readonly paths: readonly string[]
  readonly random: Random
}

function valueFor(name: string, option: Option, { paths, random }: Around): string {
  if (random.next(8) === 0) return nastyWord(random)
  if ('choices' in option) return anyOf(option.choices, random)
  return anyOf([...(values[name] ?? []), ...(pathOptions.has(name) ? [...paths, ...foldersOf(paths)] : [])], random)
}

const pathOptions: ReadonlySet<string> = new Set(['application', 'live', 'step', 'root', 'pg-bin'])

/** What people type, and a few slips. */
const values: Readonly<Record<string, readonly string[]>> = {
  application: ['manifests', 'nothing.yaml'],
  base: ['HEAD', 'HEAD', 'origin/main', 'origin/main', 'HEAD^0', 'main', 'HEAD~1', '-x', '', ':/x'],
  'database-url': ['postgres://a:b@127.0.0.1:1/c', 'postgres://', 'postgres://[::1]:99999/x?sslmode=x', 'http://x'],
  environment: ['production', 'staging', 'default', 'nowhere', '..'],
  fail: [...provingStages, 'Job/orders-2-migrate', 'x', 'migrate,verify', ',', '*'],
  gate: ['orders_gate', 'g$$h', '"'],
  hang: [...provingStages, 'Deployment/orders', 'x', ','],
  image: ['ghcr.io/acme/orders:v9', 'x', 'x@sha256:0', ''],
  live: ['HEAD', 'origin/main', 'gone'],
  'migrations-image': ['ghcr.io/acme/orders-migrations:v9', 'x:y:z'],
  owner: ['orders_owner', "o'"],
  'pg-bin': ['nowhere'],
  reader: ['orders_reader', 'a\nb'],
  release: ['v9.9.9', 'v9.9.10', '1.10', 'v2.3.1', '', ' ', '2026-11-25', '0x10'],
  resource: ['orders', 'Deployment/orders', 'x', '/'],
  'role-sql': ['orders_migrator', 'x"y', 'a\nb', ''],
  rollback: ['v2.3.0', 'v1', '1.13.0', ''],
  root: ['.', 'waves', 'nowhere', './', '../repository'],
  schema: ['public', 'a.b', '"', ''],
  slow: ['migrate=30s', 'x=1h', 'x=', '=', 'x=99999h', 'x=-1s'],
  step: ['step.json', 'nowhere'],
  withdraw: ['V5__variants_add_stock.sql', 'nothing.sql', ''],
  'terminate-at': ['30s', '0s', '99999h', 'x', '-1s'],
}

/** Every option that takes a value has some of them here. */
export const knownValues: ReadonlySet<string> = new Set(Object.keys(values))

function anyOf(words: readonly string[], random: Random): string {
  return words[random.next(words.length)] ?? ''
}

function foldersOf(paths: readonly string[]): readonly string[] {
  return paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))).filter((path) => path !== '')
}

/** A wrong command line: words lost, doubled, unknown, empty, very long, or of characters that act. */
export function mutateWords(words: readonly string[], random: Random): readonly string[] {
  const mutated = [...words]
  for (let count = 1 + random.next(3); count > 0; count--) {
    const at = random.next(mutated.length + 1)
    mutated.splice(at, random.next(2), ...(changes[random.next(changes.length)]?.(mutated[at] ?? '', random) ?? []))
  }
  return mutated
}

const changes: readonly ((word: string, random: Random) => readonly string[])[] = [
  () => [],
  (word) => [word, word],
  (_, random) => [nastyWord(random)],
  (_, random) => [`--${nastyWord(random)}`],
  (_, random) => ['--format', nastyWord(random)],
  (word) => [`${word}=`],
  (word) => [`${word}=${word}`],
  () => ['--'],
  () => ['-'],
  () => ['-h'],
  () => ['-xyz'],
  () => ['--no-help'],
  () => ['--__proto__', '--constructor=1', 'toString'],
  (word, random) => [word.repeat(1 + random.next(2000)).slice(0, 100_000)],
  (word, random) => {
    const at = random.next(word.length + 1)
    return [word.slice(0, at) + nastyWord(random) + word.slice(at + random.next(3))]
  },
]

export function nastyWord(random: Random): string {
  const parts = random.next(2) === 0 ? nasties : hostileParts
  return parts[random.next(parts.length)] ?? ''
}

/** No case may read or write what is not its own: a word that names anything else on this machine is replaced. */
export function confined(words: readonly string[], root: string, sandbox: string): readonly string[] {
  return words.map((word) => {
    const value = word.slice(word.indexOf('=') + 1)
    return [word, value].every((path) => isOwn(path, root, sandbox)) ? word : 'elsewhere'
  })
}

function isOwn(path: string, root: string, sandbox: string): boolean {
  if (path.includes('\0')) return true
  const place = resolve(root, path)
  return place.startsWith(`${sandbox}${sep}`) || !existsSync(place)
}
