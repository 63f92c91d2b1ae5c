import { append } from '../../../diagnostic/long-lists.ts'
import { isList, at, textAt } from '../../../manifest/fields.ts'
import { parseImage } from '../../../manifest/image.ts'
import { eachApplicationWithHooks, isAutomated, type Deployed } from '../../application.ts'
import { looksLikeMigration } from '../../migration.ts'
import { nameSpan, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

/**
 * gitops-engine/pkg/sync/reconcile.go `splitHooks` excludes hooks from the comparison, and controller/appcontroller.go
 * `autoSync` starts only on OutOfSync (v3.5.1).
 */
export const hooksNotCompared = eachApplicationWithHooks((deployed) => {
  const { application, units, hooks } = deployed
  if (!isAutomated(application) || !isReadWhole(deployed)) return undefined
  const compared = units.flatMap(({ subjects }) => subjects.filter((each) => isCompared(each) && each !== application))
  if (compared.length === 0)
    return [finding(deployed, hooks[0], 'this Application has only hooks, so it is always Synced')]
  const migration = hooks.find(looksLikeMigration)
  if (migration === undefined || !units.every(({ generated }) => generated.size === 0)) return undefined
  return isFollowed(deployed, migration, compared)
    ? undefined
    : [finding(deployed, migration, 'hooks are not compared, and nothing else here changes with this one')]
})

function finding({ application }: Deployed, hook: Subject | undefined, why: string): Finding {
  return {
    message: `a commit that changes only ${hook?.id ?? 'a hook'} does not start a sync of ${application.id}`,
    why: `automated sync starts only when an object is OutOfSync: ${why}`,
    help: 'add an object that is not a hook and changes with it, e.g. a ConfigMap with a checksum of the migrations',
    span: application.locate(['spec', 'syncPolicy', 'automated'], 'key'),
    ...(hook === undefined ? {} : { related: [{ span: nameSpan(hook), message: 'the hook' }] }),
  }
}

/** Every source is a plain folder of the input. */
function isReadWhole({ application: { manifest }, units }: Deployed): boolean {
  const sources = at(manifest, 'spec', 'sources')
  const several = isList(sources) ? sources : []
  const all = [...several, ...(several.length === 0 ? [at(manifest, 'spec', 'source') ?? null] : [])]
  const isPlain = all.every((source) => textAt(source, 'path') !== undefined && at(source, 'directory') === undefined)
  return isPlain && units.length === all.length
}

function isCompared({ hook, positions }: Subject): boolean {
  return hook === undefined && positions.length > 0
}

/** A compared object is the migration's ConfigMap, or contains its image, its tag or a checksum. */
function isFollowed({ units }: Deployed, migration: Subject, compared: readonly Subject[]): boolean {
  const parts: Subject[] = [migration]
  for (const { kind, name } of migration.references) {
    if (kind !== 'ConfigMap') continue
    const makers = units.flatMap((unit) => makersFor(unit, migration, `${kind}/${name}`))
    // Created outside of the input, so it may well be compared.
    if (makers.length === 0 || makers.some(isCompared)) return true
    append(parts, makers)
  }
  const marks = new Set(parts.flatMap(marksOf))
  return compared.some((each) => {
    const text = JSON.stringify(each.manifest)
    return [...marks].some((mark) => text.includes(mark))
  })
}

const checksum = /^[0-9a-f]{10,}$/

/** Texts that change whenever the migration changes. */
function marksOf(part: Subject): readonly string[] {
  const images = part.containers.map(({ container }) => parseImage(textAt(container, 'image') ?? ''))
  const { annotations = {}, labels = {} } = part.manifest.metadata
  return [
    ...images.flatMap(({ repository, tag, digest }) => [repository, tag ?? '', digest ?? '']),
    ...[...Object.values(annotations), ...Object.values(labels)].filter((value) => checksum.test(value)),
  ].filter((mark) => mark.length > 2 && mark !== 'latest')
}
