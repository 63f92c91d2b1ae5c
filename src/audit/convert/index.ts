/**
 * Migrations written as Helm hooks or as plain Jobs become hooks of Argo CD. Each object gets a target (`target.ts`), the
 * config that it needs in time moves with it (`config.ts`), and a target becomes edits of the file (`edit.ts`); whatever
 * behaves differently afterwards is said in a sentence.
 */
import type { Edit } from '../../diagnostic/diagnostic.ts'
import type { Unit } from '../../render/sources.ts'
import type { Subject } from '../subject.ts'
import { auditUnits } from '../unit.ts'
import { configTargets } from './config.ts'
import { editsFor } from './edit.ts'
import { hookTarget, type Target } from './target.ts'

export interface Conversion {
  readonly edits: readonly Edit[]
  readonly changes: readonly Change[]
}

/** What becomes of one object. `kept` is not edited: the sentences say why. */
export interface Change {
  readonly id: string
  readonly file: string
  readonly outcome: 'converted' | 'kept'
  readonly sentences: readonly string[]
}

/** `textOf` gives the text that the places count in. */
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
      edits.push(...(made ?? []))
      changes.push(changeOf(subject, target, made === undefined ? 'kept' : 'converted'))
    }
  }
  return { edits, changes }
}

function changeOf(subject: Subject, target: Target, outcome: Change['outcome']): Change {
  const unreadable = 'kept as it is: only a person can edit what is generated, or written in braces'
  const sentences = outcome === 'kept' && target.annotations !== undefined ? [unreadable] : target.sentences
  return { id: subject.id, file: subject.file, outcome, sentences }
}
