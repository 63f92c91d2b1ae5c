import { annotation } from '../../../manifest/annotations.ts'
import { textAt } from '../../../manifest/fields.ts'
import { resolvePath } from '../../../source/path.ts'
import { isApplication } from '../../application.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { unitsOf } from '../../unit.ts'

const key = 'argocd.argoproj.io/manifest-generate-paths'

/** Paths from the source's, or from the root with a leading /; several by ; (util/app/path/path.go, GetSourceRefreshPaths). */
export const generatePathsMiss = eachOf('Application', (subject, unit) => {
  if (!isApplication(subject)) return undefined
  const { manifest, id } = subject
  const written = annotation(manifest, key)
  const source = textAt(manifest, 'spec', 'source', 'path')
  if (written === undefined || source === undefined) return undefined
  const paths = written
    .split(';')
    .filter((path) => path !== '')
    .map((path) => (path.startsWith('/') ? resolvePath('', path.slice(1)) : resolvePath(source, path)))
  // Patterns are Go's to match.
  if (paths.some((path) => path === undefined || /[*?[]/.test(path))) return undefined
  const missed = unitsOf(subject, unit)
    .flatMap(({ subjects }) => subjects)
    .find(({ file }) => !paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`)))
  if (missed === undefined) return undefined
  return [
    {
      message: `a commit that changes ${missed.file} is no change to ${id}`,
      why: 'Argo CD compares a new commit only where it touches these paths, so the change waits for some other one',
      help: 'add . for the path that it syncs',
      span: annotationSpan(subject, key),
      related: [{ span: missed.locate(['metadata', 'name']), message: 'what is missed' }],
    },
  ]
})
