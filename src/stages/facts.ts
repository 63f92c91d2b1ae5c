/**
 * What is known of each stage, in one table: from it come the plan, the defaults that `schema --yaml` shows, the README of
 * a pipeline and what a rehearsal can make fail.
 */
import type { SyncPlace } from '../argocd/phases.ts'

/** In the order in which they run. */
export const stageNames = ['preflight', 'migrate', 'deploy', 'smoke-test', 'verify', 'report'] as const
export type StageName = (typeof stageNames)[number]

/** The stages that a release has to pass; report runs after one of them has failed. */
export type ProvingStage = Exclude<StageName, 'report'>
export type StageKey = 'preflight' | 'migrate' | 'deploy' | 'smokeTest' | 'verify'

export const profileIds = ['presync', 'phases', 'waves', 'jobs'] as const
export type ProfileId = (typeof profileIds)[number]

/** Whether a pod of the new version is tried before the sync. */
export type CandidateUse = 'tried' | 'none'

/** `before` and `after`: of the workload. */
export interface StagePlace extends SyncPlace {
  readonly side: 'before' | 'after' | 'on-failure'
}

/** What the sentences about a stage name. */
export interface StageSubject {
  /** Of the pipeline. */
  readonly name: string
  readonly release: string
  readonly candidate: CandidateUse
  /** What applies the files. */
  readonly appliedBy: string
  /** The application's own command, where that migrates instead of files. */
  readonly command: readonly string[] | undefined
}

/** One sentence, or one for each. */
type Words = string | Readonly<Record<CandidateUse, string>>

export type Killed = 'retried' | 'final'

export interface StageFacts<Key = StageKey | 'report'> {
  /** Where the spec sets it. */
  readonly key: Key
  /** The default deadline of an attempt. */
  readonly minutes: number
  /** The default; `of-tool`: depends on whether the migration tool can run twice. */
  readonly backoffLimit: number | 'of-tool'
  /**
   * Whether an attempt that was killed (exit code 137) is tried again: out of memory, or SIGKILL at the pod's deadline.
   * `of-tool`: where the tool is proven to be safe to run twice.
   */
  readonly killed: Killed | 'of-tool'
  readonly graceSeconds: number
  /** A profile that is absent has no such Job. */
  readonly places: Readonly<Partial<Record<ProfileId, StagePlace>>> & { readonly presync: StagePlace }
  /** A sentence for the UI of Argo CD. */
  readonly does: (subject: StageSubject) => string
  readonly proves: Words
  /** What a person sees then. */
  readonly ifItFails: Words
  /** What goes unnoticed while the stage is left out. */
  readonly ifSkipped: string
}

const notDeployed = 'the old pods serve on the migrated schema; the new version was not deployed'
const deployed = 'the new version is deployed and serves; the sync is marked as failed'
const servicePasses = 'the real Service passes the smoke checks; closes the ledger entry'

function asksService({ name, release }: StageSubject): string {
  return `Runs the smoke checks on the real Service of ${name} ${release} and closes the ledger entry.`
}

type Table = { readonly [Name in ProvingStage]: StageFacts<StageKey> } & { readonly report: StageFacts<'report'> }

export const stageFacts: Table = {
  preflight: {
    key: 'preflight',
    minutes: 5,
    backoffLimit: 2,
    // It changes nothing, but a pod that never starts ends with 137 as well, and here that is the usual reason: its image.
    killed: 'final',
    graceSeconds: 30,
    places: {
      presync: { phase: 'PreSync', wave: -1, side: 'before' },
      phases: { phase: 'PreSync', wave: -1, side: 'before' },
      waves: { phase: 'Sync', wave: -1, side: 'before' },
      jobs: { phase: 'Sync', wave: -1, side: 'before' },
    },
    does: ({ name, candidate }) =>
      `Checks that the database of ${name} is reachable, the right one and fit to be migrated${candidate === 'tried' ? ', and which live checks pass before' : ''}.`,
    proves: {
      tried: 'the database is reachable, is the right one, is fit to be migrated; which live checks pass before',
      none: 'the database is reachable, is the right one, is fit to be migrated',
    },
    ifItFails: 'nothing was changed; the old pods serve',
    ifSkipped: 'nothing checks that the database is fit to be migrated',
  },
  migrate: {
    key: 'migrate',
    minutes: 15,
    backoffLimit: 'of-tool',
    killed: 'of-tool',
    graceSeconds: 30,
    places: {
      presync: { phase: 'PreSync', wave: 0, side: 'before' },
      phases: { phase: 'PreSync', wave: 0, side: 'before' },
      waves: { phase: 'Sync', wave: 0, side: 'before' },
      jobs: { phase: 'Sync', wave: 0, side: 'before' },
    },
    does: ({ name, release, appliedBy, command }) =>
      command === undefined
        ? `Applies the pending migrations of ${name} ${release} with ${appliedBy}, each at most once, and checks what they left.`
        : `Runs ${command.join(' ')} of ${name} ${release} as the migrator, and checks what it left.`,
    proves: 'each migration is applied at most once and left what was expected',
    ifItFails: 'the old pods serve, on the part of the migrations that is applied',
    ifSkipped: 'no migration is applied: the release runs on the schema that it finds',
  },
  deploy: {
    key: 'deploy',
    minutes: 10,
    backoffLimit: 1,
    killed: 'retried',
    graceSeconds: 20,
    places: { presync: { phase: 'PreSync', wave: 1, side: 'before' } },
    does: ({ name, release }) =>
      `Boots one candidate of ${name} ${release} on the migrated schema and requires it to stay ready; Argo CD deploys only after this.`,
    proves: 'one candidate of the new version boots and stays ready on the migrated schema',
    ifItFails: notDeployed,
    ifSkipped: 'nothing shows whether the new version starts before Argo CD deploys it',
  },
  'smoke-test': {
    key: 'smokeTest',
    minutes: 5,
    backoffLimit: 1,
    killed: 'retried',
    graceSeconds: 20,
    places: {
      presync: { phase: 'PreSync', wave: 2, side: 'before' },
      phases: { phase: 'PostSync', wave: 0, side: 'after' },
      waves: { phase: 'PostSync', wave: 0, side: 'after' },
      jobs: { phase: 'Sync', wave: 2, side: 'after' },
    },
    does: (subject) =>
      subject.candidate === 'tried'
        ? `Runs the smoke checks on a candidate of ${subject.name} ${subject.release}, and on the version still serving, which must pass what it passed before.`
        : asksService(subject),
    proves: {
      tried: 'the candidate passes the smoke checks, and the version still serving passes what it passed before',
      none: servicePasses,
    },
    ifItFails: { tried: notDeployed, none: deployed },
    ifSkipped: 'nothing checks that the new version answers on the migrated schema',
  },
  verify: {
    key: 'verify',
    minutes: 10,
    backoffLimit: 1,
    killed: 'retried',
    graceSeconds: 30,
    places: { presync: { phase: 'PostSync', wave: 0, side: 'after' } },
    does: asksService,
    proves: servicePasses,
    ifItFails: deployed,
    ifSkipped: 'nothing checks the Service, and the ledger does not close the release',
  },
  report: {
    key: 'report',
    minutes: 1,
    backoffLimit: 0,
    killed: 'final',
    graceSeconds: 30,
    // Not in profile jobs: a SyncFail hook does not run where a self-heal fails, which is what that profile is for.
    places: {
      presync: { phase: 'SyncFail', wave: 0, side: 'on-failure' },
      phases: { phase: 'SyncFail', wave: 0, side: 'on-failure' },
      waves: { phase: 'SyncFail', wave: 0, side: 'on-failure' },
    },
    does: ({ name }) => `Writes which stage of ${name} failed, why, and what to do next.`,
    proves: 'runs after a failed stage: which one, why, and what to do next',
    ifItFails: 'the failed Job’s own log says the same',
    ifSkipped: 'nothing reports which stage failed',
  },
}

export const provingStages: readonly ProvingStage[] = stageNames.filter((name) => name !== 'report')

export function stageOfKey(key: StageKey): ProvingStage {
  const found = provingStages.find((name) => stageFacts[name].key === key)
  if (found === undefined) throw new Error(`no stage has the key ${key}`)
  return found
}

export const stageKeys: readonly StageKey[] = provingStages.map((name) => stageFacts[name].key)

/** What a stage proves, or what its failure leaves, where a candidate is tried or is not. */
export function inUse(words: Words, candidate: CandidateUse): string {
  return typeof words === 'string' ? words : words[candidate]
}
