import { annotation } from '../../../manifest/annotations.ts'
import { textAt } from '../../../manifest/fields.ts'
import { resolvePath } from '../../../source/path.ts'
import { isApplication } from '../../application.ts'
import { annotationSpan, eachOf } from '../../rule.ts'
import { unitsOf } from '../../unit.ts'

const key = 'argocd.argoproj.io/manifest-generate-paths'

/** Paths are relative to the source, or to the root with a leading /, separated by ; (util/app/path/path.go, GetSourceRefreshPaths). */
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
  // Only Go's own matcher can decide about patterns.
  if (paths.some((path) => path === undefined || /[*?[]/.test(path))) return undefined
  const missed = unitsOf(subject, unit)
    .flatMap(({ subjects }) => subjects)
    .find(({ file }) => !paths.some((path) => path === '' || file === path || file.startsWith(`${path}/`)))
  if (missed === undefined) return undefined
  return [
    {
      message: `${id} misses commits that change only ${missed.file}`,
      why: 'Argo CD compares a new commit only if it touches one of these paths, so the change waits for a later commit',
      help: 'add . (the source path) to the list',
      span: annotationSpan(subject, key),
      related: [{ span: missed.locate(['metadata', 'name']), message: 'the object that it misses' }],
    },
  ]
})
