import { linkKeyPrefix } from '../../manifest/annotations.ts'
import { resolvePath } from '../../source/path.ts'
import type { LoadedPipeline } from '../../pipeline/pipeline.ts'

/** How a host shows a file of a repository; other hosts get no link rather than a wrong one. */
const hosts: Readonly<Record<string, (repository: string, revision: string, path: string) => string>> = {
  'github.com': (repository, revision, path) =>
    `https://github.com/${inUrl(repository)}/blob/${inUrl(revision)}/${inUrl(path)}`,
  'gitlab.com': (repository, revision, path) =>
    `https://gitlab.com/${inUrl(repository)}/-/blob/${inUrl(revision)}/${inUrl(path)}`,
}

/** Links that the Argo CD UI shows on a Job: to the spec, and to the compiled README of the pipeline. */
export function links(pipeline: LoadedPipeline): Readonly<Record<string, string>> {
  const source = pipeline.spec.application?.spec.source
  if (source === undefined) return {}
  const [, host = '', repository = ''] =
    /^(?:https:\/\/|git@|ssh:\/\/git@)([^/:]+)[/:](.+?)(?:\.git)?$/.exec(source.repoURL) ?? []
  const link = hosts[host]
  const revision = source.targetRevision ?? 'HEAD'
  if (link === undefined) return {}
  return {
    [`${linkKeyPrefix}spec`]: `Pipeline spec|${link(repository, revision, pipeline.file)}`,
    [`${linkKeyPrefix}waves`]: `Waves of this pipeline|${link(repository, revision, outputFolder(pipeline))}/README.md`,
  }
}

/** The folder, in the repository, that the Application syncs. */
export function outputFolder({ environment, name }: LoadedPipeline): string {
  return resolvePath('manifests', `${environment}/${name}`) ?? ''
}

/** As part of a path: nothing in it ends the path, or the link, which Argo CD splits at `|`. */
function inUrl(text: string): string {
  return text.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
