import type { Session } from '../../connect/session.ts'
import type { AppliedMigration, Scope } from '../../protocol/ledger.ts'
import { applyInTransaction } from './apply.ts'
import type { Applied, Applying, LockState } from './applying.ts'
import { applyOutside } from './apply-outside.ts'
import { closeAbandoned, isOpenElsewhere } from '../ledger/attempt.ts'
import { checkExpectations } from './expectations.ts'
import { repairSql } from '../ledger/broken-row.ts'
import { ensureLedger, readLedger, scopeOf } from '../ledger/ledger.ts'
import { lockUnless } from '../lock.ts'
import { loadMigration, type LoadedMigration } from './file.ts'
import { readIndex, sourceOf } from './set.ts'
import { MigrationFailure, restated } from './failure.ts'
import { hasMarks } from './mark.ts'
import { movedHistory, type MovedHistory } from './moved-history.ts'
import { migrationId, planMigrations, type MigrationPlan } from './plan.ts'
import { noted, recorded } from '../ledger/recorded.ts'
import type { Adapters, Outcome, StepOf } from '../step-runner.ts'
import { watch } from './watch.ts'

type Migrate = StepOf<'migrate'>

/** wavec's own engine: applies each file at most once, one migrator at a time, then checks the expectations. */
export async function migrate(step: Migrate, adapters: Adapters): Promise<Outcome> {
  await using session = await adapters.database()
  const index = await readIndex(step.migrations, adapters.files)
  const scope = scopeOf(step)
  const planned = async (): Promise<Planned> => {
    const { applied } = await readLedger(session, scope)
    return { applied, ...planMigrations(index, applied) }
  }
  const found = await readLedger(session, scope)
  const plan = planMigrations(index, found.applied)
  if (plan.refused.length > 0) return refusal(scope, plan)
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
  if (now.refused.length > 0) return refusal(scope, now)
  if (lock !== undefined) await closeAbandoned(session, step, adapters)
  if (now.pending.length === 0) return await nothing(now)
  return await recorded(session, step, adapters, async (attempt) => {
    const files = await applyAll(step, adapters, { session, attempt, planned: now })
    return ended(session, step, adapters, { plan: now, files })
  })
}

/** A migrator killed after its last file leaves its row open. One that is still at work holds the lock. */
async function closeLeftOpen(session: Session, step: Migrate, adapters: Adapters): Promise<void> {
  if (!(await isOpenElsewhere(session, step, adapters))) return
  await using lock = await lockUnless(session, adapters, scopeOf(step), async () => true)
  if (lock !== undefined) await closeAbandoned(session, step, adapters)
}

interface Planned extends MigrationPlan {
  /** The rows of the ledger that the plan is of. */
  readonly applied: readonly AppliedMigration[]
}

interface Work {
  readonly session: Session
  readonly attempt: string
  readonly planned: Planned
}

/** Returns how many files it applied. */
async function applyAll(step: Migrate, adapters: Adapters, { session, attempt, planned }: Work): Promise<number> {
  const interval = Math.min(250, Math.max(20, step.database.lockTimeout / 4))
  await using watching = watch(session, adapters, interval)
  const known = new Map(planned.applied.map((row) => [row.id, row]))
  const applying: Applying = { session, watch: watching, adapters, step, attempt, known }
  // Load every file first, so that one that can't be applied is found before anything is applied.
  const migrations: LoadedMigration[] = []
  const source = sourceOf(step.migrations, adapters)
  for (const entry of planned.pending) migrations.push(await loadMigration(source, entry))
  const done: string[] = []
  for (const [at, migration] of migrations.entries()) {
    const { file } = migration.entry
    const started = adapters.clock.now()
    const { by, lock } = await apply(applying, migration, done)
    if (by === 'us') {
      done.push(file)
      const ms = adapters.clock.now() - started
      adapters.log.info(`applied ${file}`, { statements: migration.statements.length, ms })
    }
    if (lock !== 'held') reportLock(adapters, lock, { file, done, isLast: at === migrations.length - 1 })
  }
  return done.length
}

async function apply(applying: Applying, migration: LoadedMigration, done: readonly string[]): Promise<Applied> {
  try {
    return (await isOneTransaction(applying, migration))
      ? await applyInTransaction(applying, migration)
      : await applyOutside(applying, migration)
  } catch (error) {
    if (!(error instanceof MigrationFailure)) throw error
    const state = error.state === undefined ? appliedBy(done) : `${appliedBy(done)}. ${error.state}`
    throw restated(error, error.message, { exit: error.exit === 75 ? 75 : 4, state })
  }
}

/** A file of which an earlier run applied some statements goes on from there, even if all could share a transaction now. */
async function isOneTransaction(applying: Applying, migration: LoadedMigration): Promise<boolean> {
  if (migration.mode !== 'one-transaction') return false
  const isStarted = applying.known.get(migrationId(migration.entry))?.state === 'started'
  return !isStarted || !(await hasMarks(applying, migration))
}

function appliedBy(done: readonly string[]): string {
  return done.length === 0 ? 'this run applied nothing' : `this run applied: ${done.join(', ')}`
}

interface AfterFile {
  readonly file: string
  readonly done: readonly string[]
  readonly isLast: boolean
}

/** Without the lock another migrator may be at work. Each file is applied once all the same: see ledger/migration-row.ts. */
function reportLock({ log }: Adapters, lock: Exclude<LockState, 'held'>, { file, done, isLast }: AfterFile): void {
  if (lock === 'taken again') return log.warn(`${file} released the migrator's lock, which was taken again`)
  if (isLast) return log.warn(`${file} released the migrator's lock, and another session holds it now`)
  throw new MigrationFailure(`${file} released the migrator's lock, and another session holds it now`, {
    code: 'migrations/lock-lost',
    exit: 75,
    next: `run the Job again with a full sync: argocd app sync   # and remove pg_advisory_unlock_all() from ${file}`,
    state: appliedBy(done),
  })
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

function refusal(scope: Scope, { refused, broken }: MigrationPlan): Outcome {
  const [first = ''] = refused
  return {
    result: 'failed',
    packet: {
      code: 'migrations/history',
      message: refused.length === 1 ? first : `${refused.length} migrations contradict the applied ones`,
      details: refused,
      state: 'nothing was applied',
      next:
        broken === undefined
          ? 'git log -- the folder of the migrations   # restore the applied version, and put changes in a new file'
          : repairSql(scope, broken),
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
