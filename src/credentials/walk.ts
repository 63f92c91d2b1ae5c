import { asText, isList } from '../manifest/fields.ts'
import type { Json, JsonObject } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'
import { isShortOption } from './command.ts'
import type { Credential, Form } from './credential.ts'
import { classOf } from './names.ts'
import { isLiteral, namedCredential } from './named-value.ts'
import { credentialsInSql } from './sql.ts'
import { isWordy } from './stand-in.ts'
import { credentialsInFile, credentialsInText } from './text.ts'

/** A credential in a value that is read as JSON or YAML. */
export interface FoundCredential {
  readonly what: string
  /** Of the variable, option or field. */
  readonly name: string | undefined
  /** Of the string that holds it. */
  readonly path: ValuePath
  /** In a text of several lines, its line, from 1. */
  readonly line: number | undefined
}

/** What the walk must know of the fields that it meets. Both are asked for every node, with a path that is not to be kept. */
export interface Fields {
  /** Undefined leaves out what is at the path and below it. */
  readonly formOf: (path: ValuePath) => Form | 'statements' | undefined
  /** Whether the keys of a map are names that its users chose, as those of a ConfigMap's data. */
  readonly holdsVariables: (path: ValuePath) => boolean
}

/** Every string below a value, by its name, its neighbours and its own text. One finding for a string: its first. */
export function credentialsBelow(root: Json | undefined, fields: Fields): readonly FoundCredential[] {
  const walk: Walk = { fields, path: [], found: [] }
  visit(root, 'field', walk)
  return walk.found
}

interface Walk {
  readonly fields: Fields
  /** Of the node that is visited; copied only into a finding. */
  readonly path: (string | number)[]
  readonly found: FoundCredential[]
}

type Holder = 'variable' | 'field'

function visit(value: Json | undefined, holder: Holder, walk: Walk): void {
  if (typeof value === 'boolean' || value === null || value === undefined) return
  const form = walk.fields.formOf(walk.path)
  if (form === undefined) return
  const name = String(walk.path.at(-1) ?? '')
  if (typeof value === 'string') judge({ name, text: value, holder }, form, walk)
  else if (typeof value === 'number') judgeNumber(name, value, form, walk)
  else if (isList(value)) visitList(value, walk)
  else visitObject(value, walk)
}

function enter(key: string | number, walk: Walk, look: () => void): void {
  walk.path.push(key)
  look()
  walk.path.pop()
}

const secretNames = ['secretName', 'existingSecret', 'secretRef', 'remoteRef', 'existingSecretName']

function visitObject(object: JsonObject, walk: Walk): void {
  const done = [...pair(object, walk), ...command(object, walk)]
  // `password: admin-password` beside `secretName` is a key of that Secret (Strimzi, Helm charts).
  const isReference = secretNames.some((key) => typeof object[key] === 'string')
  const holder = walk.fields.holdsVariables(walk.path) ? 'variable' : 'field'
  for (const [key, child] of Object.entries(object)) {
    if (done.includes(key) || (isReference && typeof child === 'string' && isWordy(child))) continue
    enter(key, walk, () => visit(child, holder, walk))
  }
}

/** `name: DB_PASSWORD` beside `value: x`. Returns the keys that are judged with it. */
function pair(object: JsonObject, walk: Walk): readonly string[] {
  const { value } = object
  const name = asText(object['name']) ?? asText(object['key'])
  if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) return []
  enter('value', walk, () => {
    const form = walk.fields.formOf(walk.path)
    if (form !== undefined) judge({ name, text: String(value), holder: 'variable' }, form, walk)
  })
  return ['value']
}

/** The program may be in `command` and its options in `args`. */
function command(object: JsonObject, walk: Walk): readonly string[] {
  if (!isList(object['command']) || !isList(object['args'])) return []
  commandLine([...wordsOf(object, 'command'), ...wordsOf(object, 'args')], walk)
  return ['command', 'args']
}

interface Word {
  readonly text: string
  /** Below the node that is visited. */
  readonly at: ValuePath
}

function wordsOf(object: JsonObject, key: string): readonly Word[] {
  const list = object[key]
  return isList(list)
    ? list.map((item, at) => ({ text: typeof item === 'object' ? '' : String(item), at: [key, at] }))
    : []
}

function visitList(list: readonly Json[], walk: Walk): void {
  if (list.length > 0 && list.every((item) => typeof item === 'string'))
    return commandLine(
      list.map((text, at) => ({ text, at: [at] })),
      walk,
    )
  for (const [at, item] of list.entries()) enter(at, walk, () => visit(item, 'field', walk))
}

const shells = /(?:^|\/)(?:ba|da|z|k|a)?sh$/
/** A longer list is data. */
const mostWords = 2000

/** Words that are one command: an option's value may be the next word, and each word may be a script. */
function commandLine(words: readonly Word[], walk: Walk): void {
  const form = words.some(({ text }) => shells.test(text)) ? 'shell' : 'text'
  const taken = new Set<number>()
  for (const [at, { text, at: place }] of words.entries()) {
    const next = words[at + 1]
    if (taken.has(at)) continue
    if (next !== undefined && isOptionValue(text, next.text)) {
      taken.add(at + 1)
      add({ what: `a literal value for ${text}`, name: text, line: undefined }, next.at, walk)
    } else if (addFirst(credentialsInText(text, form), text, place, walk)) taken.add(at)
  }
  if (words.length > 1 && words.length <= mostWords) asOneLine(words, taken, walk)
}

function isOptionValue(option: string, value: string): boolean {
  if (!/^--?[A-Za-z]/.test(option) || option.includes('=') || value.startsWith('-')) return false
  const found = classOf(option)
  return found === undefined ? isShortOption(option, value) : isLiteral(value, found, 'variable', 'shell')
}

/** The program is in the first word, what it takes in a later one. */
function asOneLine(words: readonly Word[], taken: Set<number>, walk: Walk): void {
  const starts: number[] = []
  let line = ''
  for (const { text } of words) {
    starts.push(line.length)
    line += `${text.replaceAll(/\s/g, '\u00a0')} `
  }
  for (const { what, start } of credentialsInText(line, 'shell')) {
    const at = starts.findLastIndex((from) => from <= start)
    const own = words[at]
    if (own === undefined || taken.has(at) || what.startsWith('a literal value')) continue
    taken.add(at)
    add({ what, name: undefined, line: undefined }, own.at, walk)
  }
}

interface Named {
  readonly name: string
  readonly text: string
  readonly holder: Holder
}

function judge({ name, text, holder }: Named, form: Form | 'statements', walk: Walk): void {
  if (text === '') return
  if (form === 'statements') return void addFirst(credentialsInSql(text), text, [], walk)
  if (form === 'description') return void addFirst(credentialsInText(text, form), text, [], walk)
  if (/^(?:proxy-)?authorization$/i.test(name))
    return void addFirst(credentialsInText(`Authorization: ${text}`), '', [], walk)
  const named = namedCredential(name, text, holder)
  if (named !== undefined) add({ what: named.what, name, line: undefined }, [], walk)
  else addFirst(holder === 'variable' ? credentialsInFile(name, text) : credentialsInText(text), text, [], walk)
}

/** A password of digits that is not in quotes; a shorter number is a length or a level. */
function judgeNumber(name: string, value: number, form: Form | 'statements', walk: Walk): void {
  if (form !== 'text' || classOf(name) !== 'password' || String(value).length < 4) return
  add({ what: `a literal value for ${name}`, name, line: undefined }, [], walk)
}

function addFirst(found: readonly Credential[], text: string, at: ValuePath, walk: Walk): boolean {
  const [first] = found
  if (first === undefined) return false
  const line = text.trimEnd().includes('\n') ? text.slice(0, first.start).split('\n').length : undefined
  add({ what: first.what, name: undefined, line }, at, walk)
  return true
}

function add(found: Omit<FoundCredential, 'path'>, at: ValuePath, { path, found: into }: Walk): void {
  into.push({ ...found, path: [...path, ...at] })
}
