import type { LabelMajor } from '../label/majors.ts'
import type { SqlCase } from '../case.ts'

/** A program that judges SQL. */
export interface Linter {
  readonly name: string
  /** Why it cannot run on this machine. */
  readonly missing?: () => string | undefined
  /** The rules that flag each case, by the case's name. Leaves out style rules and rules that flag every file. */
  flags(cases: readonly SqlCase[], major: LabelMajor): Promise<ReadonlyMap<string, readonly string[]>>
}
