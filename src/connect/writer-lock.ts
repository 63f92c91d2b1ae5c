import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '../diagnostic/failure.ts'
import { codeOf } from './error-code.ts'
import { holderAt, isGone, lastIn, lockName, successor, sweep, thisProcess, type Holder } from './lock-holder.ts'

/** How long a second writer waits for the first, and how often it looks. */
const patience = 10_000
const pause = 50

/**
 * Does the work while no other wavec writes in the folder: `.wavec-lock` in it is made aside and renamed into place, which
 * fails on every file system if a lock is there. Where nothing may be written, there is no lock either.
 */
export async function asOnlyWriter<T>(
  folder: string,
  work: () => T | Promise<T>,
  say: (line: string) => void,
): Promise<T> {
  const own = thisProcess()
  const wait = waiting(folder, say)
  for (let taken = take(folder, own); taken !== 'yes'; taken = take(folder, own)) {
    if (taken === 'refused') return work()
    await wait(lastIn(folder)?.holder)
  }
  try {
    return await work()
  } finally {
    release(folder, own)
  }
}

/** Waits until no other process writes in the folder. */
export async function awaitWriter(folder: string, say: (line: string) => void): Promise<void> {
  const wait = waiting(folder, say)
  for (let holder = writerIn(folder); holder !== undefined; holder = writerIn(folder)) await wait(holder)
}

/** Who writes in the folder at this moment. */
export function writerIn(folder: string): Holder | undefined {
  const last = lastIn(folder)
  return last === undefined || isGone(last.holder) ? undefined : last.holder
}

const refusals: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])
/** Another was faster, or the lock that was to be succeeded to was released meanwhile. Windows answers EPERM. */
const defeats: ReadonlySet<unknown> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM'])

/** The lock is free if there is none or its last holder is gone. */
function take(folder: string, own: Holder): 'yes' | 'not-yet' | 'refused' {
  const last = lastIn(folder)
  if (last !== undefined && !isGone(last.holder)) return 'not-yet'
  const aside = asideOf(folder, own)
  try {
    sweep(folder)
    mkdirSync(aside)
    writeFileSync(join(aside, 'holder'), JSON.stringify(own))
    // Git ignores a lock that a killed process left.
    writeFileSync(join(aside, '.gitignore'), '*\n')
  } catch (error) {
    rmSync(aside, { recursive: true, force: true })
    if (refusals.has(codeOf(error))) return 'refused'
    throw error
  }
  const place = last === undefined ? join(folder, lockName) : successor(last)
  return isMoved(aside, place) && isOwn(folder, own) ? 'yes' : takenBack(place, aside, own)
}

function isMoved(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if (defeats.has(codeOf(error))) return false
    throw error
  }
}

/** Between look and rename the dead lock may have been succeeded to, released and taken again: then the place does not count. */
function takenBack(place: string, aside: string, own: Holder): 'not-yet' {
  if (holderAt(place)?.id === own.id) isMoved(place, aside)
  rmSync(aside, { recursive: true, force: true })
  return 'not-yet'
}

/** A process on another host may have taken this one for gone. */
function release(folder: string, own: Holder): void {
  if (!isOwn(folder, own)) return
  const aside = asideOf(folder, own)
  renameSync(join(folder, lockName), aside)
  rmSync(aside, { recursive: true, force: true })
}

function isOwn(folder: string, own: Holder): boolean {
  return lastIn(folder)?.holder.id === own.id
}

function asideOf(folder: string, { id }: Holder): string {
  return join(folder, `${lockName}-${id}`)
}

/** Waits a moment; says once on whom, and gives up when one holder took all the patience there is. */
function waiting(folder: string, say: (line: string) => void): (holder: Holder | undefined) => Promise<void> {
  let [id, since, isSaid] = ['', Date.now(), false]
  return async (holder) => {
    if (holder !== undefined && holder.id !== id) [id, since] = [holder.id, Date.now()]
    if (holder !== undefined && !isSaid) say(`waiting for ${nameOf(holder)}, which writes here`)
    isSaid ||= holder !== undefined
    if (Date.now() - since > patience) throw tooLong(folder, holder)
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function nameOf({ verb, pid, host, since }: Holder): string {
  const age = Math.max(0, Math.round((Date.now() - since) / 1000))
  return `wavec ${verb} (process ${pid} on ${host}, started ${age} s ago)`
}

function tooLong(folder: string, holder: Holder | undefined): Failure {
  const path = join(folder, lockName)
  const [what, next] =
    holder === undefined
      ? [`${path} can't be taken`, `ls -la ${path}`]
      : [`${nameOf(holder)} has been writing here for ${patience / 1000} s`, `ps -p ${holder.pid} || rm -r ${path}`]
  return new Failure(what, { code: 'disk/locked', exit: 2, next })
}
