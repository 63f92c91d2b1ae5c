import { objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import { isApplication } from './application.ts'
import { eachOf, type Finding, type Rule } from './rule.ts'
import type { Subject } from './subject.ts'
import { unitsOf, type AuditUnit } from './unit.ts'
import type { Destination } from './project.ts'

/** An Application, its AppProject, and the objects that it syncs as far as the input contains them. */
export interface InProject {
  readonly application: Subject
  readonly project: Subject
  readonly objects: readonly Subject[]
  readonly repoURLs: readonly string[]
  readonly destination: Destination & { readonly namespace: string | undefined }
}

/** For Applications whose AppProject is in the input. */
export function eachInProject(check: (place: InProject) => readonly Finding[]): Rule {
  return eachOf('Application', (application, unit) => {
    if (!isApplication(application)) return undefined
    const { manifest } = application
    const project = projectOf(textAt(manifest, 'spec', 'project') ?? 'default', unit)
    if (project === undefined) return undefined
    const target = objectAt(manifest, 'spec', 'destination')
    const sources = [objectAt(manifest, 'spec', 'source') ?? {}, ...objectsAt(manifest, 'spec', 'sources')]
    return check({
      application,
      project,
      objects: unitsOf(application, unit).flatMap(({ subjects }) => subjects),
      repoURLs: sources.flatMap((source) => textAt(source, 'repoURL') ?? []),
      destination: {
        name: textAt(target, 'name'),
        server: textAt(target, 'server'),
        namespace: textAt(target, 'namespace'),
      },
    })
  })
}

function projectOf(name: string, { all }: AuditUnit): Subject | undefined {
  for (const { makers } of all) {
    const [project] = makers.get(`AppProject/${name}`) ?? []
    if (project !== undefined) return project
  }
  return undefined
}

/** The list that would have to permit it. If the project lacks that list, `locate` gives the nearest parent. */
export function fieldOf(project: Subject, field: string): Pick<Finding, 'span'> {
  return { span: project.locate(['spec', field], 'key') }
}
