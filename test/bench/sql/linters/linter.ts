import type { LabelMajor } from '../label/majors.ts'
import type { SqlCase } from '../case.ts'

/** Whatever judges SQL. */
export interface Linter {
  readonly name: string
  /** Why it can't be asked on this machine. */
  readonly missing?: () => string | undefined
  /** The rules that warn of each case, by the case's name. What is only style, or asked of every file, is left out. */
  flags(cases: readonly SqlCase[], major: LabelMajor): Promise<ReadonlyMap<string, readonly string[]>>
}
