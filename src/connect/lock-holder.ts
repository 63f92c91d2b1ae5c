import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { codeOf } from './error-code.ts'
import { numberAt, parsed, textAt } from '../protocol/json.ts'

export const lockName = '.wavec-lock'

/** The process that holds a lock. */
export interface Holder {
  readonly id: string
  readonly pid: number
  readonly host: string
  /** Of process numbers: containers of one host have their own. */
  readonly namespace: string
  /** When the process started, in the kernel's words: a number is given again. */
  readonly born: string
  readonly verb: string
  /** Milliseconds. */
  readonly since: number
}

export interface Link {
  readonly place: string
  readonly holder: Holder
}

export function thisProcess(): Holder {
  const { pid } = process
  const since = Date.now()
  const [host, namespace, born] = [hostname(), namespaceOfThis(), bornAt(pid)]
  return { id: `${pid}-${randomUUID()}`, pid, host, namespace, born, verb: process.argv[2] ?? '', since }
}

/**
 * The holder that counts. A lock whose process is gone is never removed, because two might remove it at once, and one of
 * them a new lock: its successor is renamed into it, which only one can do, and the last of this chain holds the lock.
 */
export function lastIn(folder: string): Link | undefined {
  let last: Link | undefined
  for (let place = join(folder, lockName); ; place = successor(last)) {
    const holder = holderAt(place)
    if (holder === undefined) return last
    last = { place, holder }
  }
}

export function successor({ place, holder }: Link): string {
  return join(place, `after-${holder.id}`)
}

/** On another host it cannot be seen whether the process lives. To write takes seconds. */
const staleAfter = 600_000

export function isGone({ pid, host, namespace, born, since }: Holder): boolean {
  if (host !== hostname() || namespace !== namespaceOfThis()) return !(Math.abs(Date.now() - since) < staleAfter)
  const seen = bornAt(pid)
  return !isAlive(pid) || (seen !== '' && seen !== born)
}

/** Removes what processes left that were killed while they made or released a lock. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${lockName}-`)) continue
    const place = join(folder, name)
    const holder = holderAt(place)
    // Without a holder it is perhaps being made at this moment.
    if (holder === undefined || holder.id === unknownHolder ? isOld(place) : isGone(holder))
      rmSync(place, { recursive: true, force: true })
  }
}

const unknownHolder = 'unknown'

/** Undefined if there is no lock. One that a power failure made unreadable has no known holder. */
export function holderAt(place: string): Holder | undefined {
  const text = holderText(place)
  if (text === undefined) return undefined
  const value = parsed(text)
  const id = textAt(value, 'id') ?? ''
  return {
    // It becomes part of a path.
    id: /^[\w-]+$/.test(id) ? id : unknownHolder,
    pid: numberAt(value, 'pid') ?? 0,
    host: textAt(value, 'host') ?? '',
    namespace: textAt(value, 'namespace') ?? '',
    born: textAt(value, 'born') ?? '',
    verb: textAt(value, 'verb') ?? '',
    since: numberAt(value, 'since') ?? 0,
  }
}

function holderText(place: string): string | undefined {
  const text = ifThere(() => readFileSync(join(place, 'holder'), 'utf8'))
  return text ?? (isFilled(place) ? '' : undefined)
}

function isOld(place: string): boolean {
  const changed = ifThere(() => statSync(place).mtimeMs)
  return changed !== undefined && Date.now() - changed > staleAfter
}

/** An empty folder is not a lock: a rename replaces it. */
function isFilled(place: string): boolean {
  return (ifThere(() => readdirSync(place)) ?? []).length > 0
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** Field 22 of /proc/PID/stat (proc(5)), after the name in brackets; '' where the system has no such file. */
function bornAt(pid: number): string {
  const stat = ifThere(() => readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? ''
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function namespaceOfThis(): string {
  return ifThere(() => readlinkSync('/proc/self/ns/pid')) ?? ''
}

const absences: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'ESRCH', 'EACCES', 'EPERM'])

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (absences.has(codeOf(error))) return undefined
    throw error
  }
}
