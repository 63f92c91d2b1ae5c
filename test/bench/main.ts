/** `npm run bench`: how long compiling and migrating take, as ratios to other programs that take turns with wavec. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { machineFacts } from './measure/machine.ts'
import { scenarios } from './scenarios/index.ts'
import { table } from './table.ts'
import { openWorkbench, type Workbench } from './workbench.ts'

const usage = `npm run bench -- [--quick] [--seed NUMBER] [SCENARIO…]

Each figure is the median of the ratios of rounds in which the processes run in turn; the times beside it are medians.
--quick leaves out what takes minutes, and runs the rest less often.

${table([...scenarios].map(([name, { summary }]) => [`  ${name}`, summary]))}`

interface Wanted {
  readonly pace: 'full' | 'quick'
  readonly seed: number
  readonly names: readonly string[]
}

async function main(): Promise<void> {
  const wanted = wantedFrom(process.argv.slice(2))
  if (wanted === undefined) {
    process.stdout.write(usage)
    return
  }
  build()
  const bench = openWorkbench(wanted.seed)
  try {
    const rows: string[][] = []
    for (const name of wanted.names) rows.push(...(await rowsOf(name, bench, wanted.pace)))
    const heading = ['scenario', 'measured', 'result', 'of', 'rounds', 'target', '']
    process.stdout.write(`${machineFacts(wanted.seed).join('\n')}\n\n${table([heading, ...rows])}`)
  } finally {
    await bench.remove()
  }
}

/** Undefined if the usage has to be printed. */
function wantedFrom(args: readonly string[]): Wanted | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const seed = Number(values.seed)
  const unknown = positionals.filter((name) => !scenarios.has(name))
  if (values.help === true) return undefined
  if (unknown.length > 0 || !Number.isSafeInteger(seed)) {
    process.stderr.write(
      `bench: ${unknown.length > 0 ? `no scenario ${unknown.join(', ')}` : `--seed ${values.seed} is not an integer`}\n`,
    )
    process.exitCode = 2
    return undefined
  }
  return {
    pace: values.quick === true ? 'quick' : 'full',
    seed,
    names: positionals.length > 0 ? positionals : [...scenarios.keys()],
  }
}

/** Without it an outdated bundle would be measured, and each start would print a warning. */
function build(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL('../../bin/build.mjs', import.meta.url))], {
    stdio: ['ignore', 2, 2],
  })
}

async function rowsOf(name: string, bench: Workbench, pace: Wanted['pace']): Promise<string[][]> {
  const scenario = scenarios.get(name)
  const rounds = scenario?.rounds[pace]
  if (scenario === undefined) return []
  if (rounds === undefined) return [[name, scenario.summary, 'not measured', `left out by --${pace}`]]
  process.stderr.write(`${name} …\n`)
  const measured = await scenario.run(bench, rounds)
  return measured.map(({ what, result, detail, target }) => [
    name,
    what,
    result,
    detail,
    String(rounds),
    target?.text ?? '',
    target?.verdict ?? '',
  ])
}

await main()
