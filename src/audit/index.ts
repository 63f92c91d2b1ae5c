/**
 * What is wrong, or likely to go wrong, when Argo CD syncs some manifests. Rules know Argo CD and Kubernetes, and nothing
 * of wavec's own spec. One rule a file, `rules/<code>.ts`; a new one is that file, a line here, its page, and a fixture
 * folder `test/audit/<code>/`. A unit is what one Application would sync: order means something only inside of it.
 */
import { isCode, type Code } from '../diagnostic/codes/index.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Unit } from '../manifest/sources.ts'
import type { Registry } from './rule.ts'
import { noBeforeHookCreation } from './rules/hook/no-before-hook-creation.ts'
import { noDeadline } from './rules/hook/no-deadline.ts'
import { unknownType } from './rules/hook/unknown-type.ts'
import { unknownOption } from './rules/option/unknown.ts'
import { notANumber } from './rules/wave/not-a-number.ts'
import { auditUnits } from './unit.ts'

const rules = {
  'hook/no-before-hook-creation': noBeforeHookCreation,
  'hook/no-deadline': noDeadline,
  'hook/unknown-type': unknownType,
  'option/unknown': unknownOption,
  'wave/not-a-number': notANumber,
} as const satisfies Registry

export const auditCodes: readonly Code[] = Object.keys(rules).filter(isCode)

export function audit(units: readonly Unit[]): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  for (const unit of auditUnits(units)) {
    for (const [code, rule] of Object.entries(rules)) {
      if (!isCode(code)) continue
      for (const finding of rule(unit)) found.push(diagnostic(code, finding))
    }
  }
  return found
}
