import { linkKeyPrefix } from '../../manifest/annotations.ts'
import { resolvePath } from '../../source/path.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'
import { pageOf } from '../../pipeline/repository.ts'

/**
 * Links that the Argo CD UI shows on a Job: to the spec, and to the compiled README of the pipeline. Of what the spec says
 * alone: git knows another address of the repository in each clone, and the same input must give the same bytes.
 */
export function links(pipeline: LoadedPipeline): Readonly<Record<string, string>> {
  const repository = repositoryOf(pipeline)
  if (repository === undefined) return {}
  const spec = pageOf(repository, pipeline.file)
  const waves = pageOf(repository, `${outputFolder(pipeline)}/README.md`)
  if (spec === undefined || waves === undefined) return {}
  return {
    [`${linkKeyPrefix}spec`]: `Pipeline spec|${spec}`,
    [`${linkKeyPrefix}waves`]: `Waves of this pipeline|${waves}`,
  }
}

function repositoryOf({ spec: { repository, application } }: LoadedPipeline): LoadedPipeline['spec']['repository'] {
  const source = application?.spec.source
  if (repository !== undefined || source === undefined) return repository
  return { url: source.repoURL, revision: source.targetRevision }
}

/** The folder, in the repository, that the Application syncs. */
export function outputFolder({ environment, name }: LoadedPipeline): string {
  return resolvePath('manifests', `${environment}/${name}`) ?? ''
}
