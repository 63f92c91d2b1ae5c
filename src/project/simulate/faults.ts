import { append } from '../../diagnostic/long-lists.ts'
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
import { productsOf, referencesOf } from '../../refs/references.ts'
import { misused, wavec } from '../usage.ts'
import { faultWithout } from './missing-secret.ts'
import type { Faults, Typed } from './request.ts'

interface Asked {
  readonly word: string
  readonly fault: Fault
  readonly option: string
  /** The word as it was typed, with its time. */
  readonly written: string
}

/** The objects among which words are looked up. */
export interface Among {
  readonly manifests: readonly Manifest[]
  /** Those of them that are in the cluster already. */
  readonly live: readonly Manifest[]
  readonly operation: Operation
  readonly typed: Typed
}

/** What is to fail, hang or be slow, as outcomes. `attempt`: only the first try is to fail. */
export function outcomesOf(among: Among, faults: Faults, attempt: number | undefined): readonly Outcome[] {
  const { manifests, operation } = among
  const byKey = new Map(manifests.map((manifest) => [liveKey(manifest, operation.namespace), manifest]))
  const wanted = new Map<string, (Asked & { readonly named: Named })[]>()
  const absent: string[] = []
  for (const each of asked(faults)) {
    const secret = absentSecret(each, among)
    if (secret !== undefined) absent.push(secret)
    if (secret !== undefined) continue
    const named = theOne(each.word, among, each.option, timeOf(each.fault))
    wanted.set(named.key, [...(wanted.get(named.key) ?? []), { ...each, named }])
  }
  const own = [...wanted].flatMap(([key, list]) => {
    const { name } = list[0]?.named ?? { name: '' }
    const manifest = byKey.get(key) ?? manifests.find(({ metadata }) => name.endsWith(`/${metadata.name}`))
    if (manifest === undefined) return []
    if (list.some(({ fault }) => fault.kind !== 'slow')) append(absent, secretsOnlyFrom(manifest, among))
    return together(list, among.typed).map((fault) =>
      outcomeOf(fault, key, manifest, fault.kind === 'slow' ? undefined : attempt),
    )
  })
  const followed = [...byKey].flatMap(([key, manifest]) => {
    const faultsOfKey = absent.flatMap((secret) => faultWithout(secret, manifest) ?? [])
    const [fault] = faultsOfKey
    return fault === undefined || wanted.has(key) ? [] : [outcomeOf(fault, key, manifest, attempt)]
  })
  return [...own, ...followed]
}

/** A Secret of which the input knows only the name: to make it fail is to leave it out. */
function absentSecret({ word, fault }: Asked, { manifests, operation }: Among): string | undefined {
  const [, name] = /^Secret\/(.+)$/.exec(word) ?? []
  if (name === undefined || fault.kind !== 'fail' || findObjects(word, namedObjects(manifests, operation)).length > 0)
    return undefined
  const isRead = manifests.some((manifest) =>
    referencesOf(manifest).some((each) => each.kind === 'Secret' && each.name === name),
  )
  return isRead ? name : undefined
}

/** What is not made has not been made before either, unless its maker is live already. */
function secretsOnlyFrom(manifest: Manifest, { manifests, live }: Among): readonly string[] {
  const isLive = live.some(({ kind, metadata }) => kind === manifest.kind && metadata.name === manifest.metadata.name)
  if (isLive || manifest.kind === 'Secret') return []
  const names = productsOf(manifest).flatMap(({ kind, name }) => (kind === 'Secret' ? [name] : []))
  const others = manifests.filter((each) => each !== manifest).flatMap(productsOf)
  return names.filter((name) => !others.some((each) => each.kind === 'Secret' && each.name === name))
}

/** As `--slow` has it after the name. */
function timeOf(fault: Fault): string {
  return fault.kind === 'slow' ? `=${fault.seconds}s` : ''
}

/** One that fails and is slow fails after that time, and takes as long where only the first try is to fail. */
function together(list: readonly Asked[], typed: Typed): readonly Fault[] {
  const [first, second, ...more] = list
  if (first === undefined || second === undefined) return list.map(({ fault }) => fault)
  const lasting = list.find((each) => each.fault.kind === 'slow')?.fault
  const fails = list.some(({ fault }) => fault.kind === 'fail')
  if (more.length === 0 && fails && lasting?.kind === 'slow')
    return [{ kind: 'fail', seconds: lasting.seconds }, lasting]
  if (second.option === first.option)
    throw misused(
      `${typed.verb}: ${first.word} is named twice in --${first.option}`,
      typed.again(first.option, first.written),
    )
  throw misused(
    `${typed.verb}: ${first.word} cannot be in --${first.option} and in --${second.option} at once`,
    typed.without(second.option),
  )
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
    ...wordsOf(faults.fail).map((word): Asked => ({ word, fault: { kind: 'fail' }, option: 'fail', written: word })),
    ...wordsOf(faults.hang).map((word): Asked => ({ word, fault: { kind: 'hang' }, option: 'hang', written: word })),
    ...wordsOf(faults.slow).map(slow),
  ]
}

function slow(text: string): Asked {
  const [, word = '', time = ''] = /^(.+)=([^=]+)$/.exec(text) ?? []
  const seconds = secondsOf(time)
  if (word !== '' && seconds !== undefined)
    return { word, fault: { kind: 'slow', seconds }, option: 'slow', written: text }
  throw misused(`simulate: --slow takes NAME=30s, not "${text}"`, `${wavec} simulate --slow migrate=2m`)
}

/** `30s`, `5m`, `1h30m`, and `1500ms` as 2, because the simulation counts whole seconds; undefined for any other text. */
export function secondsOf(text: string): number | undefined {
  const parts = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text)
  if (parts === null) return undefined
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return hours * 3600 + minutes * 60 + seconds + Math.ceil(milliseconds / 1000)
}

/** `suffix`: what follows the name in the option. */
function theOne(word: string, { manifests, operation, typed }: Among, option: string, suffix = ''): Named {
  const objects = namedObjects(manifests, operation)
  const found = findObjects(word, objects)
  const [only] = byWeight(found)
  if (only !== undefined && found.length === 1) return only
  const { verb } = typed
  const again = (name: string): string => typed.again(option, `${name}${suffix}`)
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
