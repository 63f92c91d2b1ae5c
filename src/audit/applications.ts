import { isCode } from '../diagnostic/codes/index.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Unit, UnitDocument } from '../manifest/sources.ts'
import { rules } from './index.ts'
import { auditUnits } from './unit.ts'

/** What is wrong with one Application for what it syncs: the rules that look at Applications, and no others. */
export function auditApplications(application: UnitDocument, synced: Unit): readonly Diagnostic[] {
  const own: Unit = { name: '-', from: 'text', documents: [application], generated: [] }
  const [unit] = auditUnits([own, synced])
  if (unit === undefined) return []
  return Object.entries(rules).flatMap(([code, rule]) => {
    if (!isCode(code) || !/^(?:application|option|project)\//.test(code)) return []
    return rule(unit).map((finding) => diagnostic(code, finding))
  })
}
