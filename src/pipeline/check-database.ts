/** Each part of a connection comes from exactly one place: a key of a Secret, or a literal. */
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { connectionParts, databaseKeys, isLiteral, readerKeys, type ConnectionPart } from './database-keys.ts'
import type { Database, Secret } from './database.ts'
import type { Spec } from './schema.ts'

export function checkDatabase(database: Database, locate: Locate): Diagnostic[] {
  const { secret, reader } = database
  const migrator = checkSecret(secret, {
    path: ['database', 'secret', 'keys'],
    database,
    literals: connectionParts,
    locate,
  })
  if (reader === undefined) return migrator
  const path = ['database', 'reader', 'secret', 'keys']
  const own = checkSecret(reader.secret, { path, database, literals: ofServer, locate })
  return [...migrator, ...own, ...checkSame(database, reader.secret, locate)]
}

/** What every role shares; the literal user is the migrator. */
const ofServer: readonly ConnectionPart[] = ['host', 'port', 'database']

interface Place {
  readonly path: ValuePath
  readonly database: Database
  /** The parts whose literals of the spec count. */
  readonly literals: readonly ConnectionPart[]
  readonly locate: Locate
}

type Keys = NonNullable<Exclude<Secret, string>['keys']>

function checkSecret(secret: Secret, place: Place): Diagnostic[] {
  const keys = typeof secret === 'string' ? undefined : secret.keys
  if (keys === undefined) return []
  return keys.url === undefined ? checkParts(keys, place) : checkUrl(keys, place)
}

function checkParts(keys: Keys, { path, database, literals, locate }: Place): Diagnostic[] {
  return connectionParts.flatMap((part) => {
    const keyed = keys[part] !== undefined
    const literal = literals.includes(part) && isLiteral(database, part)
    if (keyed && literal) return [conflict(['database', part], [...path, part], locate)]
    if (keyed || literal) return []
    const help =
      literals.includes(part) && part !== 'password'
        ? `add it: a key of the Secret, or database.${part} as a literal`
        : 'add it: a key of the Secret'
    const span = locate(path, 'key')
    return [diagnostic('spec/missing-key', { message: `${path.join('.')} lacks ${part}`, help, span })]
  })
}

/** A URL holds every part. */
function checkUrl(keys: Keys, { path, database, literals, locate }: Place): Diagnostic[] {
  return connectionParts.flatMap((part) => {
    const url = [...path, 'url']
    if (keys[part] !== undefined) return [conflict([...path, part], url, locate)]
    return literals.includes(part) && isLiteral(database, part) ? [conflict(['database', part], url, locate)] : []
  })
}

function conflict(path: ValuePath, other: ValuePath, locate: Locate): Diagnostic {
  const [name, otherName] = [path.join('.'), other.join('.')]
  return diagnostic('spec/conflict', {
    message: `${name} and ${otherName} both set it`,
    help: 'keep one of the two',
    span: locate(path, 'key'),
    related: [{ span: locate(other, 'key'), message: 'the other place' }],
  })
}

/** A reader that is the migrator would be a promise that is not kept. */
function checkSame(database: Database, secret: Secret, locate: Locate): Diagnostic[] {
  const [own, migrator] = [readerKeys(database, secret), databaseKeys(database)]
  const isSame =
    nameOf(secret) === nameOf(database.secret) && own.password === migrator.password && own.url === migrator.url
  if (!isSame) return []
  return [
    diagnostic('spec/conflict', {
      message: `database.reader.secret is the credential of the migrator, Secret/${nameOf(secret)}`,
      why: 'the steps that only read would hold the right to alter and drop tables all the same',
      help: 'make a role that may only read, npx wavec init --role-sql MIGRATOR --reader READER, and name its Secret',
      span: locate(['database', 'reader', 'secret']),
      related: [{ span: locate(['database', 'secret']), message: 'the credential of the migrator' }],
    }),
  ]
}

function nameOf(secret: Secret): string {
  return typeof secret === 'string' ? secret : secret.name
}

/** A gate without a Secret of its own takes the reader's, which must be there whenever a pod starts. */
export function checkGate({ workload, database: { reader } }: Spec, locate: Locate): Diagnostic[] {
  const gate = typeof workload === 'string' ? undefined : workload.gate
  if (gate === undefined || gate.secret !== undefined) return []
  const span = locate(['workload', 'gate'], 'key')
  if (reader === undefined) {
    const help =
      'add the Secret of a role that may only read the ledger: secret: NAME, or database: { reader: { secret: NAME } }'
    return [diagnostic('spec/missing-key', { message: 'workload.gate lacks secret', help, span })]
  }
  if (reader.externalSecret === undefined) return []
  return [
    diagnostic('spec/conflict', {
      message: 'workload.gate takes the Secret of database.reader, which database.reader.externalSecret makes',
      why: 'it exists only while a sync runs, and a pod that starts at another time would wait for it',
      help: 'give the gate a Secret of its own, which stays: workload.gate.secret',
      span,
      related: [{ span: locate(['database', 'reader', 'externalSecret'], 'key'), message: 'what makes the Secret' }],
    }),
  ]
}
