import { asText, at, isList, objectsAt, textAt } from '../../../manifest/fields.ts'
import type { JsonObject } from '../../../manifest/manifest.ts'
import { globMatches } from '../../../manifest/glob.ts'
import { eachInProject, type InProject } from '../../projects.ts'
import { isSyncHook } from '../../subject.ts'

/** A window can pause a running sync between two waves (docs/user-guide/sync_windows.md; syncOverrun came with 3.5). */
export const syncWindow = eachInProject((place) => {
  const { application, project, objects } = place
  const hook = objects.find(isSyncHook)
  if (hook === undefined) return []
  return objectsAt(project.manifest, 'spec', 'syncWindows').flatMap((window, index) => {
    if (!applies(window, place) || at(window, 'syncOverrun') === true) return []
    const kind = textAt(window, 'kind') ?? 'allow'
    return [
      {
        message: `this ${kind} window may stop a sync of ${application.id} between two waves`,
        why: `${hook.id} may have run when the window ${kind === 'deny' ? 'opens' : 'closes'}: the old version then serves on the migrated schema until the sync may continue`,
        help: 'set syncOverrun: true (Argo CD 3.5 and newer), so that a running sync finishes',
        span: project.locate(['spec', 'syncWindows', index]),
      },
    ]
  })
})

/** One matching list is enough, unless andOperator requires all lists that are set. */
function applies(window: JsonObject, { application, destination: { name, server, namespace } }: InProject): boolean {
  const clusters = [name, server].filter((each) => each !== undefined)
  const matches = [
    { field: 'applications', values: [application.manifest.metadata.name] },
    { field: 'namespaces', values: namespace === undefined ? [] : [namespace] },
    { field: 'clusters', values: clusters },
  ].flatMap(({ field, values }) => {
    const list = at(window, field)
    if (!isList(list) || list.length === 0) return []
    return [list.some((pattern) => values.some((value) => globMatches(asText(pattern) ?? '', value)))]
  })
  return at(window, 'andOperator') === true ? matches.length > 0 && matches.every(Boolean) : matches.includes(true)
}
