import type { Parser } from '../sql/index.ts'
import { lint, rollbackText, summarise, worstOf, type Rollback, type Summary } from '../sql/index.ts'
import type { Answer } from './command.ts'
import type { LintUnit } from './lint-units.ts'
import { misused, suggestion, wavec } from './usage.ts'
import { columns } from './wording.ts'

interface Way {
  readonly name: string
  readonly migrations: readonly Summary[]
  readonly rollback: Rollback
}

export interface WayBack {
  readonly parser: Parser
  readonly units: readonly LintUnit[]
  readonly release: string
  /** What to type where the way back is not safe. */
  readonly next: string
}

/** What has come since a release, and whether that release's code runs on the schema as it is now. */
export function answerRollback({ parser, units, release, next }: WayBack): Answer {
  const known = [
    ...new Set(
      units.flatMap(({ recorded }) =>
        Object.values(recorded ?? {})
          .flat()
          .map((each) => each.release),
      ),
    ),
  ]
  if (!known.includes(release)) {
    const releases =
      known.length === 0 ? 'no pipeline.lock tells of any release' : `pipeline.lock tells of ${known.join(', ')}`
    throw misused(
      `lint: no release "${release}"; ${releases}${suggestion(release, known)}`,
      `${wavec} lint --rollback ${known.at(-1) ?? 'RELEASE'}`,
    )
  }
  const ways = units.flatMap((unit) => wayBack(parser, unit, release) ?? [])
  const isSafe = ways.every(({ rollback: { verdict } }) => verdict === 'safe' || verdict === 'reversible')
  const output = ways.map((way) => shown(way, release)).join('\n')
  return isSafe ? { output, exit: 0 } : { output: `${output}next: ${next}\n`, exit: 1 }
}

/** Of an environment that had the release: what the later ones brought, and what is still to come. */
function wayBack(parser: Parser, unit: LintUnit, release: string): Way | undefined {
  const lists = Object.values(unit.recorded ?? {}).filter((releases) =>
    releases.some((each) => each.release === release),
  )
  if (lists.length === 0) return undefined
  const before = new Set(
    lists.flatMap((releases) => {
      const last = releases.findLastIndex((each) => each.release === release)
      return releases.slice(0, last + 1).flatMap(({ migrations }) => Object.keys(migrations))
    }),
  )
  const released = new Set(unit.files.filter(({ name }) => before.has(name ?? '')).map(({ path }) => path))
  const { files, isNew } = lint(parser, { ...unit, released })
  const migrations = files
    .filter(({ file }) => !released.has(file.path))
    .map((file) => summarise(file, isNew(file.number), unit.server))
  return { name: unit.name, migrations, rollback: worstOf(migrations.map(({ rollback }) => rollback)) }
}

function shown({ name, migrations, rollback }: Way, release: string): string {
  const rows = migrations.map((each) => ['  ' + each.path, rollbackText(each.rollback)])
  const sql = 'sql' in rollback ? ['  in this order:', ...rollback.sql.map((line) => `    ${line}`)] : []
  const verdict = migrations.length === 0 ? 'safe: nothing has come since' : rollbackText(rollback)
  return `${[`${name}  rollback to ${release}: ${verdict}`, ...columns(rows), ...sql].join('\n')}\n`
}
