/** `npm run fuzz -- VERB [SEED [COUNT]]`: one case again with all that it saw and said, or the cases from it on. */
import { table } from '../table.ts'
import { measureVerb, mostCpu } from './measure.ts'
import { runCases, type Ended, type Shown } from './process.ts'
import { isSubject, subjects, type Subject } from './verbs.ts'

interface Wanted {
  readonly subject: Subject
  readonly from: number
  readonly count: number
}

async function main(words: readonly string[]): Promise<void> {
  const wanted = wantedFrom(words)
  if (wanted === undefined) {
    process.stderr.write(`usage: npm run fuzz -- VERB [SEED [COUNT]]\nVERB: ${subjects.join(', ')}\n`)
    process.exitCode = 2
  } else if (wanted.count === 1) await runCases([{ ...wanted, keep: true, mostCpu }], show)
  else {
    const { what, result, detail, target } = await measureVerb(wanted.subject, wanted.from, wanted.count)
    process.stdout.write(table([[what, result, detail, target?.text ?? '', target?.verdict ?? '']]))
  }
}

/** Undefined if the usage has to be printed. Without a seed, the cases of `npm run bench -- fuzz`. */
function wantedFrom([verb = '', seed, count, ...rest]: readonly string[]): Wanted | undefined {
  const from = Number(seed ?? 1_000_003)
  const cases = Number(count ?? (seed === undefined ? 10_000 : 1))
  const isWrong = !Number.isSafeInteger(from) || !Number.isSafeInteger(cases) || rest.length > 0
  return isWrong || !isSubject(verb) ? undefined : { subject: verb, from, count: cases }
}

function show({ exit, cpu, problem, shown }: Ended): void {
  const lines = shown === undefined ? [] : shownLines(shown)
  const how = exit === undefined ? '' : `exit ${exit} after ${Math.round(cpu)} ms; `
  process.stdout.write(`${[...lines, `${how}${problem ?? 'nothing wrong'}`].join('\n')}\n`)
  if (problem !== undefined) process.exitCode = 1
}

/** Text that acts on a terminal is shown as JSON. */
function shownLines({
  case: { words, nodes, variables, base, rendered },
  stdout,
  stderr,
  folder,
}: Shown): readonly string[] {
  return [
    `words: ${JSON.stringify(words.map((word) => word.slice(0, 200)))}`,
    `variables: ${JSON.stringify(variables)}`,
    `base: ${base?.name ?? 'none'}; renderers: ${rendered === undefined ? 'refuse' : `${rendered.length} characters`}`,
    `${nodes.size} files, as the run left them: ${folder}`,
    ...[stdout, stderr].flatMap((text, at) => [
      `${at === 0 ? 'stdout' : 'stderr'}:`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => `  ${JSON.stringify(line.slice(0, 400)).slice(1, -1)}`),
    ]),
  ]
}

await main(process.argv.slice(2))
