import type { Random } from '../repository/random.ts'

/** A text with one to eight small mutations: typical mistakes of people, merges and editors, and some unlikely ones. */
export function mutate(text: string, random: Random): string {
  let mutated = text
  for (let count = 1 + random.next(8); count > 0; count--) {
    const mutation = mutations[random.next(mutations.length)]
    if (mutation !== undefined) mutated = mutation(mutated, random)
  }
  return mutated.slice(0, longest)
}

/** In characters: compiling a longer file finds nothing new and takes long. */
const longest = 200_000

type Mutation = (text: string, random: Random) => string

const mutations: readonly Mutation[] = [
  (text, random) => splice(text, random, 1 + random.next(40), ''),
  (text, random) => splice(text, random, 0, nasty(random)),
  (text, random) => splice(text, random, random.next(8), nasty(random)),
  (text, random) => splice(text, random, 1, String.fromCharCode(random.next(0x2100))),
  (text, random) => text.slice(0, random.next(text.length + 1)),
  withLines((lines, random) => lines.splice(random.next(lines.length), 1)),
  withLines((lines, random) => lines.splice(random.next(lines.length), 0, lines[random.next(lines.length)] ?? '')),
  withLines((lines, random) => {
    const [a, b] = [random.next(lines.length), random.next(lines.length)]
    const [one, other] = [lines[a] ?? '', lines[b] ?? '']
    lines[a] = other
    lines[b] = one
  }),
  withLines((lines, random) => {
    const index = random.next(lines.length)
    lines[index] = `${' '.repeat(random.next(6))}${(lines[index] ?? '').trimStart()}`
  }),
  withLines((lines, random) => {
    const index = random.next(lines.length)
    lines[index] = (lines[index] ?? '').replace(/:\s.*$/, `: ${nasty(random)}`)
  }),
]

function splice(text: string, random: Random, removed: number, inserted: string): string {
  const at = random.next(text.length + 1)
  return text.slice(0, at) + inserted + text.slice(at + removed)
}

function withLines(change: (lines: string[], random: Random) => void): Mutation {
  return (text, random) => {
    const lines = text.split('\n')
    change(lines, random)
    return lines.join('\n')
  }
}

function nasty(random: Random): string {
  return nasties[random.next(nasties.length)] ?? ''
}

export const nasties: readonly string[] = [
  'null',
  '~',
  '[]',
  '{}',
  '""',
  '-1',
  '1e999',
  '.nan',
  '0x1F',
  '012',
  'on',
  '2026-11-25',
  '10:30',
  '!!binary aGk=',
  '!!str 5',
  '&a x',
  '*a',
  '<<: *a',
  '? x',
  '|+\n  text\n\n',
  '>-\n',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '\t',
  '\r\n',
  '\u0000',
  '\u2028',
  '\ufeff',
  '\ud800',
  '$(PGPASSWORD) $$ ${x}',
  '../../../../etc/passwd',
  '/etc/passwd',
  'waves',
  '__proto__: x',
  'constructor',
  'toString: 1',
  '['.repeat(300),
  '{a: '.repeat(300),
  'a'.repeat(70),
  'x'.repeat(300),
  'profile: jobs',
  'profile: waves',
  'profile: phases',
  'skip: [{ stage: migrate, reason: x, until: v1 }]',
  'jobs: [{ name: x, image: "x:1" }]',
  'attempt: 3',
  'platform: openshift',
  '{ gate: { secret: x } }',
  'kind: List\nitems: []\n',
]
