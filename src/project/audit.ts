import { sortDiagnostics, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Report } from '../report/index.ts'
import type { Tree } from '../source/tree.ts'
import { judgeSources } from './audit/judge-sources.ts'
import { fixedTexts } from './edited-texts.ts'
import { overlay } from './overlay.ts'
import { readManifests, type ManifestsRequest } from './read-manifests.ts'

export interface AuditAnswer {
  readonly diagnostics: readonly Diagnostic[]
  readonly manifests: number
  readonly files: number
  /** Folders of charts, which were rendered with their own values: those of the user are not known. */
  readonly charts: readonly string[]
  /** Files and documents that are not Kubernetes objects. */
  readonly passedOver: number
  /** The texts that the places count in. */
  readonly textOf: Report['textOf']
}

/** What is wrong with any manifests: hooks, waves, references, Jobs, credentials. No spec of wavec's is needed. */
export function audit(tree: Tree, request: ManifestsRequest): AuditAnswer {
  const { units, files, charts, passedOver, textOf, diagnostics } = readManifests(tree, request)
  return {
    diagnostics: sortDiagnostics(judgeSources({ units, diagnostics, textOf })),
    manifests: units.flatMap(({ documents }) => documents).length,
    files,
    charts,
    passedOver,
    textOf,
  }
}

export interface AuditFixes {
  /** The files of the tree that change, with their new texts. */
  readonly texts: ReadonlyMap<string, string>
  /** How many findings are fixed in them. */
  readonly fixed: number
}

/** Fixes what has only one correct fix. A fix can show another finding, and each round fixes at least one. */
export function fixAudited(tree: Tree, request: ManifestsRequest): AuditFixes {
  let texts: ReadonlyMap<string, string> = new Map()
  for (let fixed = 0; ;) {
    const now = overlay(tree, texts)
    const open = audit(now, request).diagnostics.filter(
      ({ fix, span }) => fix !== undefined && !Object.hasOwn(request.texts ?? {}, span?.file ?? ''),
    )
    const { texts: more, applied } = fixedTexts(now, open)
    texts = new Map([...texts, ...more])
    if (applied.length === 0) return { texts, fixed }
    fixed += applied.length
  }
}
