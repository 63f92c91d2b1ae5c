import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { asObject, at, objectAt, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import type { Mount } from './paths.ts'
import { requiredText, Unfulfilled, type Files, type Store } from './store.ts'
import type { Substituted } from './substitutions.ts'

interface Pod {
  readonly name: string
  readonly folder: string
  readonly store: Store
  readonly substituted: Substituted
}

/** Writes a pod's volumes below its folder. Returns the folder of each volume by name. */
export function writeVolumes(spec: JsonObject, pod: Pod): ReadonlyMap<string, string> {
  const folders = new Map<string, string>()
  for (const volume of objectsAt(spec, 'volumes')) {
    const name = requiredText(volume, 'name')
    const folder = join(pod.folder, 'volumes', name)
    mkdirSync(folder, { recursive: true })
    for (const [path, content] of Object.entries(filesOf(volume, pod))) write(join(folder, path), content)
    folders.set(name, folder)
  }
  return folders
}

export function mountsOf(container: JsonObject, folders: ReadonlyMap<string, string>): readonly Mount[] {
  return objectsAt(container, 'volumeMounts').map((mount) => {
    const folder = folders.get(requiredText(mount, 'name'))
    if (folder === undefined) throw new Unfulfilled(`the pod has no volume ${textAt(mount, 'name')}`)
    const subPath = textAt(mount, 'subPath')
    return { path: requiredText(mount, 'mountPath'), folder: subPath === undefined ? folder : join(folder, subPath) }
  })
}

function filesOf(volume: JsonObject, pod: Pod): Files {
  const [configMap, secret] = [objectAt(volume, 'configMap'), objectAt(volume, 'secret')]
  if (configMap !== undefined) return configMapFiles(configMap, pod)
  if (secret !== undefined) return secretFiles(secret, requiredText(secret, 'secretName'), pod)
  const sources = objectsAt(volume, 'projected', 'sources')
  return Object.fromEntries(sources.flatMap((source) => Object.entries(projectedFiles(source, pod))))
}

function projectedFiles(source: JsonObject, pod: Pod): Files {
  const [configMap, secret] = [objectAt(source, 'configMap'), objectAt(source, 'secret')]
  if (configMap !== undefined) return configMapFiles(configMap, pod)
  if (secret !== undefined) return secretFiles(secret, requiredText(secret, 'name'), pod)
  if (objectAt(source, 'serviceAccountToken') !== undefined)
    pod.substituted.note('cluster', "the ServiceAccount's token")
  return {}
}

/** The cluster's certificate authority is in every namespace, and useless without its API. */
const fromCluster = 'kube-root-ca.crt'

function configMapFiles(source: JsonObject, { store, name: pod }: Pod): Files {
  const name = requiredText(source, 'name')
  const data = store.configFiles(name)
  if (data !== undefined) return chosen(source, data)
  if (name === fromCluster || at(source, 'optional') === true) return {}
  throw new Unfulfilled(`ConfigMap ${name} does not exist when ${pod} starts: the pod would wait until its deadline`)
}

function chosen(source: JsonObject, data: Files): Files {
  if (asObject(source)?.['items'] === undefined) return data
  const entries = objectsAt(source, 'items').map((item) => {
    const key = requiredText(item, 'key')
    const text = data[key]
    if (text === undefined) throw new Unfulfilled(`ConfigMap ${textAt(source, 'name')} has no key ${key}`)
    return [requiredText(item, 'path'), text] as const
  })
  return Object.fromEntries(entries)
}

function secretFiles(source: JsonObject, name: string, { substituted }: Pod): Files {
  substituted.note('secret', `Secret ${name}`)
  return Object.fromEntries(objectsAt(source, 'items').map((item) => [requiredText(item, 'path'), '']))
}

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
