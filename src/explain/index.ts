/**
 * Pages for what a user may meet: a code of wavec, a message of Argo CD, a SQLSTATE. One file a family of codes; the pages
 * of SQL rules are beside their checks, in `sql/rules/`. A code never changes: it is the key here, the fixture folder and
 * the word after `wavec explain`.
 */
import { listedCodes, severities, type Code, type ListedCode, type Severity } from '../diagnostic/codes.ts'
import { compare } from '../diagnostic/diagnostic.ts'
import type { Page } from '../diagnostic/page.ts'
import { ruleIds, rules } from '../sql/index.ts'
import { application } from './codes/application.ts'
import { candidate } from './codes/candidate.ts'
import { drift } from './codes/drift.ts'
import { git } from './codes/git.ts'
import { hook } from './codes/hook.ts'
import { ignore } from './codes/ignore.ts'
import { job } from './codes/job.ts'
import { manifests } from './codes/manifests.ts'
import { migrations } from './codes/migrations.ts'
import { option } from './codes/option.ts'
import { project } from './codes/project.ts'
import { refs } from './codes/refs.ts'
import { release } from './codes/release.ts'
import { report } from './codes/report.ts'
import { rights } from './codes/rights.ts'
import { runner } from './codes/runner.ts'
import { secret } from './codes/secret.ts'
import { source } from './codes/source.ts'
import { spec } from './codes/spec.ts'
import { sql } from './codes/sql.ts'
import { stage } from './codes/stage.ts'
import { sync } from './codes/sync.ts'
import { wave } from './codes/wave.ts'
import { workload } from './codes/workload.ts'
import { yaml } from './codes/yaml.ts'

export { messagePageOf, messagePages, type MessagePage } from './argocd-messages.ts'
export { sqlStates, type StatePage } from './sqlstates.ts'
export { firstSentence } from './first-sentence.ts'

const pages: Readonly<Record<ListedCode, Page>> = {
  ...application,
  ...candidate,
  ...drift,
  ...git,
  ...hook,
  ...ignore,
  ...job,
  ...manifests,
  ...migrations,
  ...option,
  ...project,
  ...refs,
  ...release,
  ...report,
  ...rights,
  ...runner,
  ...secret,
  ...source,
  ...spec,
  ...sql,
  ...stage,
  ...sync,
  ...wave,
  ...workload,
  ...yaml,
}

export interface CodePage extends Page {
  readonly severity: Severity
}

/** The page of every code, in the order of the codes. */
export const codePages: ReadonlyMap<Code, CodePage> = new Map(
  [
    ...listedCodes.map((code): Entry => [code, { severity: severities[code], ...pages[code] }]),
    ...ruleIds.map((id): Entry => [`sql/${id}`, rules[id]]),
  ].sort(([a], [b]) => compare(a, b)),
)

type Entry = readonly [Code, CodePage]
