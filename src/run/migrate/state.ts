import type { MigrationStatement } from './file.ts'

/** How far a file got that is applied statement by statement. */
export type Reached = 'nothing' | 'resumed' | MigrationStatement | 'end'

export function nothingLeft(file: string): string {
  return `Nothing of ${file} is left`
}

/** What is left of a file that failed. `lost`: the server's last answer may be missing. */
export function stateOutside(file: string, at: Reached, link: 'answered' | 'lost'): string {
  if (at === 'nothing') return nothingLeft(file)
  if (at === 'resumed') return `What earlier runs applied of ${file} stays, and the next run resumes there`
  if (at === 'end') return `All statements of ${file} are applied, and the next run records it if this one did not`
  const { number, kind } = at
  const before = number <= 1 ? '' : `Of ${file} the statements before number ${number} are applied`
  if (kind.kind === 'plain' || kind.kind === 'validate' || kind.kind === 'setting')
    return before === '' ? nothingLeft(file) : `${before}, and the next run resumes there`
  const half =
    link === 'lost'
      ? `It is not known how far statement ${number} of ${file} came: the connection broke, and the next run finds out`
      : `Statement ${number} of ${file} may be half done, and the next run resumes there`
  return before === '' ? half : `${before}. ${half}`
}
