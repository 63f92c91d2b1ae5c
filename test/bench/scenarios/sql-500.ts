import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Contender } from '../measure/contender.ts'
import { interleave } from '../measure/interleave.ts'
import { notMeasured, timesAsLong } from '../measurement.ts'
import { writeRepository } from '../repository/repository.ts'
import type { Scenario } from '../scenario.ts'
import { readCases } from '../sql/case.ts'
import { squawkIsMissing, squawkProgram } from '../peers/squawk.ts'

const count = 500
const most = 5

export const sql500: Scenario = {
  summary: 'SQL findings in five hundred files, against squawk over the same files',
  rounds: { full: 11, quick: 5 },
  run: ({ folder }, rounds) => {
    const missing = squawkIsMissing()
    if (missing !== undefined) return [notMeasured('wavec lint : squawk', missing)]
    const repository = join(folder, 'sql-500')
    const migrations = writeMigrations(repository)
    const files = readdirSync(migrations).sort()
    // 1: both linters report findings.
    const shared = { exits: [1], before: () => {} } as const
    const wavec: Contender = {
      ...shared,
      name: 'wavec lint',
      program: process.execPath,
      args: [fileURLToPath(new URL('../../../bin/wavec', import.meta.url)), 'lint'],
      cwd: repository,
    }
    const squawk: Contender = { ...shared, name: 'squawk', program: squawkProgram, args: files, cwd: migrations }
    const timings = interleave({ wavec, squawk }, rounds)
    const what = `wavec lint : squawk, ${files.length} files`
    return [timesAsLong({ what, ours: timings.wavec, theirs: timings.squawk }, most)]
  },
}

/** One service that repeats the statements of the open cases: three per file, as in real migrations. */
function writeMigrations(repository: string): string {
  writeRepository(repository, 1, 1)
  const migrations = join(repository, 'waves/svc-0001/migrations')
  const statements = readCases('open').map(({ statement }) => statement)
  for (let number = readdirSync(migrations).length; number < count; number++) {
    const own = [0, 1, 2].map((at) => statements[(number * 3 + at) % statements.length] ?? '')
    writeFileSync(join(migrations, `V${number + 10}__change.sql`), own.join('\n'))
  }
  return migrations
}
