import { lint, summarise, worstOf, type Parser, type Rollback, type Summary } from '../../sql/index.ts'
import { misused, suggestion, wavec } from '../usage.ts'
import type { LintUnit } from './lint-units.ts'

/** What has come to one pipeline since the release, and what that means for the release's code. */
export interface WayBack {
  readonly name: string
  readonly migrations: readonly Summary[]
  readonly rollback: Rollback
}

export interface WaysBack {
  readonly ways: readonly WayBack[]
  /** Safe where no SQL is needed, or SQL alone is enough, in every pipeline. */
  readonly verdict: 'safe' | 'unsafe'
}

interface Asked {
  readonly parser: Parser
  readonly units: readonly LintUnit[]
}

/**
 * What has come since a release, and whether that release's code runs on the schema as it is now. Throws a `Failure` for
 * a release that no pipeline.lock names.
 */
export function waysBack({ parser, units }: Asked, release: string): WaysBack {
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
    const releases = known.length === 0 ? 'no pipeline.lock names a release' : `pipeline.lock names ${known.join(', ')}`
    throw misused(
      `lint: no release "${release}"; ${releases}${suggestion(release, known)}`,
      `${wavec} lint --rollback ${known.at(-1) ?? 'RELEASE'}`,
    )
  }
  const ways = units.flatMap((unit) => wayBack(parser, unit, release) ?? [])
  const isSafe = ways.every(({ rollback: { verdict } }) => verdict === 'safe' || verdict === 'reversible')
  return { ways, verdict: isSafe ? 'safe' : 'unsafe' }
}

/** Of an environment that had the release: what the later ones brought, and what is still to come. */
function wayBack(parser: Parser, unit: LintUnit, release: string): WayBack | undefined {
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
