import type { Manifest } from '../../manifest/manifest.ts'
import { nearest } from '../../diagnostic/nearest.ts'
import {
  findObjects,
  namedObjects,
  type Named,
  type Operation,
  type Outcome,
  liveKey,
  outcomeOf,
  type Fault,
} from '../../simulate/index.ts'
import { misused, wavec } from '../usage.ts'
import type { Faults, Typed } from './request.ts'

interface Asked {
  readonly word: string
  readonly fault: Fault
  readonly option: string
}

/** The objects among which words are looked up. */
export interface Among {
  readonly manifests: readonly Manifest[]
  readonly operation: Operation
  readonly typed: Typed
}

/** What is to fail, hang or be slow, as outcomes. `attempt`: only the first try is to fail. */
export function outcomesOf(among: Among, faults: Faults, attempt: number | undefined): readonly Outcome[] {
  const { manifests, operation } = among
  const byKey = new Map(manifests.map((manifest) => [liveKey(manifest, operation.namespace), manifest]))
  return asked(faults).flatMap(({ word, fault, option }) => {
    const named = theOne(word, among, option)
    const manifest = byKey.get(named.key) ?? manifests.find(({ metadata }) => named.name.endsWith(`/${metadata.name}`))
    return manifest === undefined
      ? []
      : outcomeOf(fault, named.key, manifest, fault.kind === 'slow' ? undefined : attempt)
  })
}

/** `group/Kind/name`, as a selective sync names what it is about. */
export function resourcesOf(words: readonly string[], among: Among): readonly string[] {
  return words.map((word) => {
    const [group = '', kind = '', , name = ''] = theOne(word, among, 'resource').key.split('/')
    return `${group}/${kind}/${name}`
  })
}

export function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
}

function asked(faults: Faults): readonly Asked[] {
  return [
    ...wordsOf(faults.fail).map((word): Asked => ({ word, fault: { kind: 'fail' }, option: 'fail' })),
    ...wordsOf(faults.hang).map((word): Asked => ({ word, fault: { kind: 'hang' }, option: 'hang' })),
    ...wordsOf(faults.slow).map(slow),
  ]
}

function slow(text: string): Asked {
  const [, word = '', time = ''] = /^(.+)=([^=]+)$/.exec(text) ?? []
  const seconds = secondsOf(time)
  if (word !== '' && seconds !== undefined) return { word, fault: { kind: 'slow', seconds }, option: 'slow' }
  throw misused(`simulate: --slow takes NAME=30s, not "${text}"`, `${wavec} simulate --slow migrate=2m`)
}

/** `30s`, `5m`, `1h30m`; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const parts = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)
  if (parts === null) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds
}

function theOne(word: string, { manifests, operation, typed }: Among, option: string): Named {
  const objects = namedObjects(manifests, operation)
  const found = findObjects(word, objects)
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  const { verb } = typed
  const again = (name: string): string => typed.again(option, name)
  if (only !== undefined) {
    const isSameName = found.every(({ name }) => name === only.name)
    const readings = found.map(({ key, name }) => (isSameName ? key : name)).join(' or ')
    throw misused(`${verb}: "${word}" may be ${readings}`, again(isSameName ? only.key : only.name))
  }
  const names = byWeight(objects).map(({ name }) => name)
  const stages = objects.flatMap(({ stage }) => stage ?? [])
  const near = nearest(word, [...stages, ...names, ...names.map((name) => name.slice(name.indexOf('/') + 1))])
  const hint = near === undefined ? '' : `; did you mean ${near}?`
  const known = stages.length > 0 ? `stages: ${stages.join(', ')}; objects: ${some(names)}` : some(names)
  throw misused(
    `${verb}: nothing here is called "${word}"${hint} (${known})`,
    again(near ?? stages[0] ?? names[0] ?? ''),
  )
}

/** What people make fail comes first. */
function byWeight(objects: readonly Named[]): readonly Named[] {
  const heavy = ({ name }: Named): boolean => /^(Job|Deployment|StatefulSet|Rollout|DaemonSet)\//.test(name)
  return [...objects.filter(heavy), ...objects.filter((object) => !heavy(object))]
}

function some(names: readonly string[]): string {
  const shown = 12
  return names.length <= shown
    ? names.join(', ')
    : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`
}
