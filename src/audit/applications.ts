import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Unit, UnitDocument } from '../render/index.ts'
import { codedRules } from './index.ts'
import { judge } from './judge.ts'
import { auditUnits } from './unit.ts'

/** Findings about one Application and the objects that it syncs, by the rules that judge Applications. */
export function auditApplications(application: UnitDocument, synced: Unit): readonly Diagnostic[] {
  const own: Unit = { name: '-', from: 'text', documents: [application], generated: [] }
  const [unit] = auditUnits([own, synced])
  if (unit === undefined) return []
  return judge(
    codedRules.filter(({ code }) => /^(?:application|option|project)\//.test(code)),
    unit,
  )
}
