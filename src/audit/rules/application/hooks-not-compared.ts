import { isList, at, textAt } from '../../../manifest/fields.ts'
import { parseImage } from '../../../manifest/image.ts'
import { eachApplicationWithHooks, isAutomated, type Deployed } from '../../application.ts'
import { looksLikeMigration } from '../../migration.ts'
import { nameSpan, type Finding } from '../../rule.ts'
import type { Subject } from '../../subject.ts'
import { makersFor } from '../../unit.ts'

/**
 * gitops-engine/pkg/sync/reconcile.go `splitHooks` takes hooks out of what is compared, and controller/appcontroller.go
 * `autoSync` starts on nothing but OutOfSync (v3.5.1).
 */
export const hooksNotCompared = eachApplicationWithHooks((deployed) => {
  const { application, units, hooks } = deployed
  if (!isAutomated(application) || !isReadWhole(deployed)) return undefined
  const compared = units.flatMap(({ subjects }) => subjects.filter((each) => isCompared(each) && each !== application))
  if (compared.length === 0)
    return [finding(deployed, hooks[0], 'all that it syncs are hooks, so it is Synced from the start, and stays so')]
  const migration = hooks.find(looksLikeMigration)
  if (migration === undefined || !units.every(({ generated }) => generated.size === 0)) return undefined
  return isFollowed(deployed, migration, compared)
    ? undefined
    : [finding(deployed, migration, 'hooks are no part of the diff, and nothing else here changes with it')]
})

function finding({ application }: Deployed, hook: Subject | undefined, why: string): Finding {
  return {
    message: `a commit that changes only ${hook?.id ?? 'a hook'} starts no sync of ${application.id}`,
    why: `automated sync starts on what is OutOfSync: ${why}`,
    help: 'keep something that is no hook and changes with it, e.g. a ConfigMap with a checksum of the migrations',
    span: application.locate(['spec', 'syncPolicy', 'automated'], 'key'),
    ...(hook === undefined ? {} : { related: [{ span: nameSpan(hook), message: 'the hook' }] }),
  }
}

/** Every source is a folder, and one of those that were read. */
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

/** Something that is compared has its image, its release, its configuration, or a checksum of it. */
function isFollowed({ units }: Deployed, migration: Subject, compared: readonly Subject[]): boolean {
  const parts: Subject[] = [migration]
  for (const { kind, name } of migration.references) {
    if (kind !== 'ConfigMap') continue
    const makers = units.flatMap((unit) => makersFor(unit, migration, `${kind}/${name}`))
    // Made elsewhere: nobody knows how.
    if (makers.length === 0 || makers.some(isCompared)) return true
    parts.push(...makers)
  }
  const marks = new Set(parts.flatMap(marksOf))
  return compared.some((each) => {
    const text = JSON.stringify(each.manifest)
    return [...marks].some((mark) => text.includes(mark))
  })
}

const checksum = /^[0-9a-f]{10,}$/

/** What is written anew when what it does changes. */
function marksOf(part: Subject): readonly string[] {
  const images = part.containers.map(({ container }) => parseImage(textAt(container, 'image') ?? ''))
  const { annotations = {}, labels = {} } = part.manifest.metadata
  return [
    ...images.flatMap(({ repository, tag, digest }) => [repository, tag ?? '', digest ?? '']),
    ...[...Object.values(annotations), ...Object.values(labels)].filter((value) => checksum.test(value)),
  ].filter((mark) => mark.length > 2 && mark !== 'latest')
}
