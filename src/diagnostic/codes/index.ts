/**
 * The code list. A code is a path that never drifts: key here, fixture folder `test/diagnostics/<code>/`, page of
 * `wavec explain`. One file a family; a new code is one entry and one fixture.
 */
import type { Severity } from '../diagnostic.ts'
import { application } from './application.ts'
import { candidate } from './candidate.ts'
import { drift } from './drift.ts'
import { hook } from './hook.ts'
import { ignore } from './ignore.ts'
import { job } from './job.ts'
import { manifests } from './manifests.ts'
import { migrations } from './migrations.ts'
import { option } from './option.ts'
import type { Page } from './page.ts'
import { project } from './project.ts'
import { refs } from './refs.ts'
import { release } from './release.ts'
import { secret } from './secret.ts'
import { source } from './source.ts'
import { spec } from './spec.ts'
import { sqlBreaks } from './sql-breaks.ts'
import { sqlColumns } from './sql-columns.ts'
import { sqlLocks } from './sql-locks.ts'
import { sqlLoses } from './sql-loses.ts'
import { sqlRuns } from './sql-runs.ts'
import { stage } from './stage.ts'
import { sync } from './sync.ts'
import { wave } from './wave.ts'
import { workload } from './workload.ts'
import { yaml } from './yaml.ts'

export type { Page } from './page.ts'

const pages = {
  ...application,
  ...candidate,
  ...drift,
  ...hook,
  ...ignore,
  ...job,
  ...manifests,
  ...migrations,
  ...option,
  ...project,
  ...refs,
  ...release,
  ...secret,
  ...source,
  ...spec,
  ...sqlBreaks,
  ...sqlColumns,
  ...sqlLocks,
  ...sqlLoses,
  ...sqlRuns,
  ...stage,
  ...sync,
  ...wave,
  ...workload,
  ...yaml,
} as const

export type Code = keyof typeof pages

export const codes: readonly Code[] = Object.keys(pages).filter(isCode).sort()

export function pageOf(code: Code): Page {
  return pages[code]
}

export function severityOf(code: Code): Severity {
  return pages[code].severity
}

export function isCode(text: string): text is Code {
  return Object.hasOwn(pages, text)
}
