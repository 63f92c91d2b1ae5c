import { permitsSource } from '../../project.ts'
import { eachInProject, fieldOf } from '../../projects.ts'

export const sourceNotPermitted = eachInProject(({ application, project, repoURLs }) =>
  repoURLs
    .filter((url) => !permitsSource(project.manifest, url))
    .map((url) => ({
      message: `${project.id} does not permit ${url}, from which ${application.id} syncs`,
      why: 'Argo CD reads no manifests from it: the Application shows a ComparisonError and never syncs',
      help: `add it to sourceRepos, and let no entry with ! take it: [${url}]`,
      ...fieldOf(project, 'sourceRepos'),
      related: [{ span: application.locate(['spec', 'source', 'repoURL']), message: 'the source' }],
    })),
)
