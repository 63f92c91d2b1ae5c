import { permitsSource } from '../../project.ts'
import { eachInProject, fieldOf } from '../../projects.ts'

export const sourceNotPermitted = eachInProject(({ application, project, repoURLs }) =>
  repoURLs
    .filter((url) => !permitsSource(project.manifest, url))
    .map((url) => ({
      message: `${project.id} does not permit ${url}, but ${application.id} syncs from it`,
      why: 'Argo CD reads no manifests from it, so the Application shows a ComparisonError and never syncs',
      help: `add ${url} to sourceRepos, and make sure that no entry with ! matches it`,
      ...fieldOf(project, 'sourceRepos'),
      related: [{ span: application.locate(['spec', 'source', 'repoURL']), message: 'the source' }],
    })),
)
