/**
 * Turns migrations written as Helm hooks or plain Jobs into Argo CD hooks. Each object gets a target (`target.ts`), the
 * config that it needs moves with it (`config.ts`), and targets become edits of the file (`edit.ts`). Notes list every
 * change of behaviour.
 */
import { append } from '../../diagnostic/long-lists.ts'
import type { Edit } from '../../diagnostic/diagnostic.ts'
import type { Unit } from '../../render/index.ts'
import type { Subject } from '../subject.ts'
import { auditUnits } from '../unit.ts'
import { configTargets } from './config.ts'
import { editsFor } from './edit.ts'
import { hookTarget, type Target } from './target.ts'

export interface Conversion {
  readonly edits: readonly Edit[]
  readonly changes: readonly Change[]
}

/** What happens to one object. `kept` objects are not edited, and the notes say why. */
export interface Change {
  readonly id: string
  readonly file: string
  readonly outcome: 'converted' | 'kept'
  readonly notes: readonly string[]
}

/** `textOf` returns the text that the spans point into. */
export function convert(units: readonly Unit[], textOf: (file: string) => string | undefined): Conversion {
  const edits: Edit[] = []
  const changes: Change[] = []
  for (const unit of auditUnits(units)) {
    const hooks = new Map<Subject, Target>()
    for (const subject of unit.subjects) {
      const target = hookTarget(subject, unit)
      if (target !== undefined) hooks.set(subject, target)
    }
    for (const [subject, target] of configTargets(unit, hooks)) {
      const made = target.annotations === undefined ? undefined : editsFor(subject, target, textOf(subject.file))
      append(edits, made ?? [])
      changes.push(changeOf(subject, target, made === undefined ? 'kept' : 'converted'))
    }
  }
  return { edits, changes }
}

function changeOf(subject: Subject, target: Target, outcome: Change['outcome']): Change {
  const unreadable = 'it is generated or written in braces ({…}), so edit it by hand'
  const notes = outcome === 'kept' && target.annotations !== undefined ? [unreadable] : target.notes
  return { id: subject.id, file: subject.file, outcome, notes }
}
