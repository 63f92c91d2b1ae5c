import type { Manifest } from '../../manifest/manifest.ts'
import { nearest } from '../../diagnostic/nearest.ts'
import { findObjects, namedObjects, type Named } from '../../simulate/find-object.ts'
import type { Operation, Outcome } from '../../simulate/index.ts'
import { liveKey } from '../../simulate/world/world.ts'
import { outcomeOf, type Wish } from '../../simulate/wish.ts'
import { misused, wavec } from '../usage.ts'

interface Asked {
  readonly word: string
  readonly wish: Wish
  readonly option: string
}

/** `--fail`, `--hang` and `--slow` as outcomes. `attempt`: only the first try is to fail. */
export function outcomesOf(
  options: Readonly<Record<string, string>>,
  manifests: readonly Manifest[],
  operation: Operation,
  attempt: number | undefined,
): readonly Outcome[] {
  const objects = namedObjects(manifests, operation)
  const byKey = new Map(manifests.map((manifest) => [liveKey(manifest, operation.namespace), manifest]))
  return asked(options).flatMap(({ word, wish, option }) => {
    const named = theOne(word, objects, option)
    const manifest = byKey.get(named.key) ?? manifests.find(({ metadata }) => named.name.endsWith(`/${metadata.name}`))
    return manifest === undefined
      ? []
      : outcomeOf(wish, named.key, manifest, wish.kind === 'slow' ? undefined : attempt)
  })
}

/** `group/Kind/name`, as a selective sync names what it is about. */
export function resourcesOf(
  words: readonly string[],
  manifests: readonly Manifest[],
  operation: Operation,
): readonly string[] {
  const objects = namedObjects(manifests, operation)
  return words.map((word) => {
    const [group = '', kind = '', , name = ''] = theOne(word, objects, 'resource').key.split('/')
    return `${group}/${kind}/${name}`
  })
}

export function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function asked(options: Readonly<Record<string, string>>): readonly Asked[] {
  return [
    ...wordsOf(options['fail']).map((word): Asked => ({ word, wish: { kind: 'fail' }, option: 'fail' })),
    ...wordsOf(options['hang']).map((word): Asked => ({ word, wish: { kind: 'hang' }, option: 'hang' })),
    ...wordsOf(options['slow']).map(slow),
  ]
}

function slow(text: string): Asked {
  const [, word = '', time = ''] = /^(.+)=([^=]+)$/.exec(text) ?? []
  const seconds = secondsOf(time)
  if (word !== '' && seconds !== undefined) return { word, wish: { kind: 'slow', seconds }, option: 'slow' }
  throw misused(`simulate: --slow takes NAME=30s, not "${text}"`, `${wavec} simulate --slow migrate=2m`)
}

/** `30s`, `5m`, `1h30m`; undefined if it is none. */
export function secondsOf(text: string): number | undefined {
  const parts = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (parts === null) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}

function theOne(word: string, objects: readonly Named[], option: string): Named {
  const found = findObjects(word, objects)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const names = objects.map(({ name }) => name)
  const stages = objects.flatMap(({ stage }) => stage ?? [])
  if (found.length > 1) {
    const next = `${wavec} simulate --${option} ${only?.name ?? ''}`
    throw misused(
      `simulate: "${word}" may be ${found.map(({ key, name }) => (found.every((each) => each.name === name) ? key : name)).join(' or ')}`,
      next,
    )
  }
  const near = nearest(word, [...stages, ...names, ...names.map((name) => name.slice(name.indexOf('/') + 1))])
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  const known = stages.length > 0 ? `stages: ${stages.join(', ')}; objects: ${some(names)}` : some(names)
  throw misused(
    `simulate: nothing here is called "${word}"${hint} (${known})`,
    `${wavec} simulate --${option} ${near ?? stages[0] ?? names[0] ?? ''}`,
  )
}

function some(names: readonly string[]): string {
  const shown = 12
  return names.length <= shown
    ? names.join(', ')
    : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}
