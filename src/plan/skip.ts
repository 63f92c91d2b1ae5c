import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LoadedPipeline } from '../pipeline/pipeline.ts'
import { stageFacts, stageOfKey, type ProvingStage } from '../stages/facts.ts'
import type { Profile } from './profile.ts'
import { compareReleases } from './release-order.ts'
import type { SkippedStage } from './stage.ts'

type Entry = NonNullable<LoadedPipeline['spec']['skip']>[number]

export function skippedStages({ spec }: LoadedPipeline): readonly SkippedStage[] {
  return (spec.skip ?? []).map(({ stage, reason, until }) => ({ name: stageOfKey(stage), reason, until }))
}

/** Skipping a stage is for an emergency: every compile reports it, and it ends with a release. */
export function checkSkips(profile: Profile, pipeline: LoadedPipeline, release: string): readonly Diagnostic[] {
  return (pipeline.spec.skip ?? []).flatMap((entry, index) => {
    const span = pipeline.locate(['skip', index])
    const name = stageOfKey(entry.stage)
    if (!profile.slots.some(({ stage }) => stage === name)) {
      return [
        diagnostic('stage/not-in-profile', {
          message: `profile ${profile.id} has no ${name} Job to leave out`,
          why: 'it has fewer Jobs than presync',
          help: 'delete the entry',
          span,
        }),
      ]
    }
    return [
      ...heldBack(entry, pipeline),
      skipped(entry, name, span),
      ...expired(entry, release, pipeline.locate(['skip', index, 'until'])),
    ]
  })
}

/** The ledger would never know the digest. */
function heldBack({ stage }: Entry, { spec, locate }: LoadedPipeline): Diagnostic[] {
  if (stage !== 'migrate' || typeof spec.workload === 'string' || spec.workload.gate === undefined) return []
  return [
    diagnostic('spec/conflict', {
      message: 'without migrate, the gate would hold back every new pod',
      help: 'take the gate out for this release, or let migrate run',
      span: locate(['skip']),
      related: [{ span: locate(['workload', 'gate']), message: 'the gate' }],
    }),
  ]
}

function skipped({ reason, until }: Entry, name: ProvingStage, span: Diagnostic['span']): Diagnostic {
  return diagnostic('stage/skipped', {
    message: `${name} does not run until ${until}: ${reason}`,
    why: stageFacts[name].ifSkipped,
    help: 'delete the entry as soon as its reason is gone',
    span,
  })
}

function expired({ stage, until }: Entry, release: string, span: Diagnostic['span']): Diagnostic[] {
  // Without a release something else is wrong, and said.
  const order = release === '' ? 0 : compareReleases(release, until)
  if (order === undefined) {
    return [
      diagnostic('stage/skip-order', {
        message: `the order of ${release} and ${until} is unknown`,
        why: 'a stage may only be left out up to a release, and order is known of versions such as v2.4.1',
        help: 'give release and until versions, or delete the entry',
        span,
      }),
    ]
  }
  if (order <= 0) return []
  return [
    diagnostic('stage/skip-expired', {
      message: `${release} comes after ${until}: ${stageOfKey(stage)} may no longer be left out`,
      why: 'what was a way around for one release would quietly become the rule',
      help: 'delete the entry; if the reason still holds, say so with a later until',
      span,
    }),
  ]
}
