import type { Session } from '../../connect/session.ts'
import type { IndexEntry } from '../../migrations/order.ts'
import { applyInTransaction, type Applying } from './apply.ts'
import { applyOutside } from './apply-outside.ts'
import { closeAbandoned, isOpenElsewhere } from '../ledger/attempt.ts'
import { noteContracts } from './contracts.ts'
import { checkExpectations } from './expectations.ts'
import { ensureLedger, readLedger, scopeOf } from '../ledger/ledger.ts'
import { lockUnless } from '../lock.ts'
import { loadMigration, type LoadedMigration } from './file.ts'
import { readIndex, sourceOf } from './set.ts'
import { MigrationFailure, restated, stoppedBetween } from './failure.ts'
import { movedHistory, type MovedHistory } from './moved-history.ts'
import { planMigrations, type MigrationPlan } from './plan.ts'
import { noted, recorded } from '../ledger/recorded.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'
import { Stopped } from '../stopped.ts'
import { watch } from './watch.ts'

type Migrate = StepOf<'migrate'>

/** wavec's own engine: applies each file at most once, one migrator at a time, then checks the expectations. */
export async function migrate(step: Migrate, adapters: Adapters): Promise<Outcome> {
  await using session = await adapters.database()
  const index = await readIndex(step.migrations, adapters.files)
  const scope = scopeOf(step)
  const planned = async (): Promise<MigrationPlan> => planMigrations(index, (await readLedger(session, scope)).applied)
  const found = await readLedger(session, scope)
  const plan = planMigrations(index, found.applied)
  if (plan.refused.length > 0) return refusal(plan)
  if (found.version > 0 && found.applied.length === 0) {
    const moved = await movedHistory(session, scope, index)
    if (moved !== undefined) return movedRefusal(moved)
  }
  if (adapters.mode === 'dry-run') return await intention(step, adapters, plan)
  await ensureLedger(session, adapters, found.version)
  const nothing = async (of: MigrationPlan): Promise<Outcome> =>
    noted(session, step, adapters, () => ended(session, step, adapters, { plan: of, files: 0 }))
  if (plan.pending.length === 0) {
    await closeLeftOpen(session, step, adapters)
    return await nothing(plan)
  }
  await using lock = await lockUnless(session, adapters, scope, async () => (await planned()).pending.length === 0)
  const now = await planned()
  if (now.refused.length > 0) return refusal(now)
  if (lock !== undefined) await closeAbandoned(session, step, adapters)
  if (now.pending.length === 0) return await nothing(now)
  return await recorded(session, step, adapters, async (attempt) => {
    const files = await applyAll(step, adapters, { session, attempt, pending: now.pending })
    return ended(session, step, adapters, { plan: now, files })
  })
}

/** A migrator killed after its last file leaves its row open. One that is still at work holds the lock. */
async function closeLeftOpen(session: Session, step: Migrate, adapters: Adapters): Promise<void> {
  if (!(await isOpenElsewhere(session, step, adapters))) return
  await using lock = await lockUnless(session, adapters, scopeOf(step), async () => true)
  if (lock !== undefined) await closeAbandoned(session, step, adapters)
}

interface Work {
  readonly session: Session
  readonly attempt: string
  readonly pending: readonly IndexEntry[]
}

async function applyAll(step: Migrate, adapters: Adapters, { session, attempt, pending }: Work): Promise<number> {
  const interval = Math.min(250, Math.max(20, step.database.lockTimeout / 4))
  await using watching = watch(session, adapters, interval)
  const applying: Applying = { session, watch: watching, adapters, scope: scopeOf(step), attempt }
  // Load every file first, so that one that can't be applied is found before anything is applied.
  const migrations: LoadedMigration[] = []
  const source = sourceOf(step.migrations, adapters)
  for (const entry of pending) migrations.push(await loadMigration(source, entry))
  for (const migration of migrations) {
    const started = adapters.clock.now()
    await apply(applying, migration, migrations)
    await noteContracts(session, step, { attempt, entries: [migration.entry] })
    adapters.log.info(`applied ${migration.entry.file}`, {
      statements: migration.statements.length,
      ms: adapters.clock.now() - started,
    })
  }
  return migrations.length
}

async function apply(applying: Applying, migration: LoadedMigration, all: readonly LoadedMigration[]): Promise<void> {
  try {
    await (migration.mode === 'one-transaction'
      ? applyInTransaction(applying, migration)
      : applyOutside(applying, migration))
  } catch (error) {
    if (error instanceof Stopped) throw stoppedBetween(error, stateAfter(migration, all, 0))
    if (!(error instanceof MigrationFailure)) throw error
    throw restated(error, error.message, {
      exit: error.exit === 75 ? 75 : 4,
      state: stateAfter(migration, all, error.statement?.number ?? 0),
    })
  }
}

function stateAfter({ entry, mode }: LoadedMigration, all: readonly LoadedMigration[], number: number): string {
  const before = all
    .slice(
      0,
      all.findIndex((other) => other.entry === entry),
    )
    .map((other) => other.entry.file)
  const applied = before.length === 0 ? 'this run applied nothing' : `this run applied: ${before.join(', ')}`
  if (mode === 'one-transaction' || number <= 1) return `${applied}. Nothing of ${entry.file} is left`
  return `${applied}. Of ${entry.file} the statements before number ${number} are applied, and the next run resumes there`
}

interface Done {
  readonly plan: MigrationPlan
  readonly files: number
}

async function ended(session: Session, step: Migrate, adapters: Adapters, { plan, files }: Done): Promise<Outcome> {
  for (const { file, state } of plan.ahead) {
    if (state === 'applied')
      adapters.log.info(`${file} is applied and newer than every file of this release: left unchanged`)
    else adapters.log.warn(`${file} was started by a newer release and never finished: part of it may be applied`)
  }
  const failed = await checkExpectations(session, step.expect)
  if (failed !== undefined) return { result: 'failed', packet: failed }
  const what = files === 0 ? 'nothing to apply' : `${files} ${files === 1 ? 'file' : 'files'} applied`
  const expected =
    step.expect.length === 0
      ? ''
      : `, ${step.expect.length} ${step.expect.length === 1 ? 'expectation is' : 'expectations are'} met`
  const ahead = plan.ahead.length === 0 ? '' : `, ${plan.ahead.length} newer than this release`
  return { result: 'ok', proved: `the schema is at ${step.digest.slice(0, 12)}: ${what}${ahead}${expected}` }
}

function refusal({ refused }: MigrationPlan): Outcome {
  const [first = ''] = refused
  return {
    result: 'failed',
    packet: {
      code: 'migrations/history',
      message: refused.length === 1 ? first : `${refused.length} migrations contradict the applied ones`,
      details: refused,
      state: 'nothing was applied',
      next: 'git log -- the folder of the migrations   # restore the applied version, and put changes in a new file',
    },
  }
}

function movedRefusal({ text, next }: MovedHistory): Outcome {
  const packet = { code: 'migrations/moved-history', message: text, state: 'nothing was applied', next }
  return { result: 'failed', packet }
}

async function intention(step: Migrate, adapters: Adapters, { pending, ahead }: MigrationPlan): Promise<Outcome> {
  const source = sourceOf(step.migrations, adapters)
  for (const entry of pending) {
    const { statements, mode } = await loadMigration(source, entry)
    adapters.log.info(`would apply ${entry.file}`, { statements: statements.length, mode })
  }
  if (step.expect.length > 0)
    adapters.log.info('would check the expectations afterwards', { facts: step.expect.length })
  for (const { file } of ahead)
    adapters.log.info(`${file} is newer than every file of this release: would be left unchanged`)
  return {
    result: 'ok',
    proved: pending.length === 0 ? 'nothing to apply' : `${pending.length} to apply, nothing was written`,
  }
}
