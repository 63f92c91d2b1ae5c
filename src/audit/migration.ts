import { asText, isList, objectsAt, textAt } from '../manifest/fields.ts'
import type { JsonObject } from '../manifest/manifest.ts'
import { isJob, type Subject } from './subject.ts'

/** Words by which people and tools name a change of a database's schema. */
const migrating =
  /migrat|flyway|liquibase|alembic|\bgoose\b|dbmate|sqitch|schemahero|\batlas\b|db[:_-](?:init|setup|upgrade|schema|prepare)|(?:init|setup|upgrade|update|create)[_-](?:db|database|schema)|\bprisma\b/i

/** A Job that looks as if it changed a database: then a second run at the same time, or none at all, is an accident. */
export function looksLikeMigration(subject: Subject): boolean {
  if (!isJob(subject)) return false
  return (
    migrating.test(subject.manifest.metadata.name) || containersOf(subject).some(({ words }) => migrating.test(words))
  )
}

export interface ContainerPlace {
  readonly container: JsonObject
  /** From the manifest's root. */
  readonly path: readonly (string | number)[]
  readonly list: 'containers' | 'initContainers'
  /** Image, command and arguments, to look for words in. */
  readonly words: string
}

/** A dozen rules ask for them. */
const known = new WeakMap<Subject, readonly ContainerPlace[]>()
const none: readonly ContainerPlace[] = []

export function containersOf(subject: Subject): readonly ContainerPlace[] {
  if (subject.pod === undefined) return none
  const before = known.get(subject)
  if (before !== undefined) return before
  const found = findContainers(subject)
  known.set(subject, found)
  return found
}

function findContainers({ pod }: Subject): readonly ContainerPlace[] {
  if (pod === undefined) return []
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    objectsAt(pod.spec, list).map((container, index) => ({
      container,
      path: [...pod.path, 'spec', list, index],
      list,
      words: wordsOf(container),
    })),
  )
}

function wordsOf(container: JsonObject): string {
  return [textAt(container, 'image') ?? '', ...textsOf(container, 'command'), ...textsOf(container, 'args')].join(' ')
}

export function textsOf(object: JsonObject, key: string): readonly string[] {
  const list = object[key]
  return isList(list) ? list.map((item) => asText(item) ?? '') : []
}
