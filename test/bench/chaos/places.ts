import { spawnSync } from 'node:child_process'
import { chownSync, closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clientOf, type Database, type Server } from '../../support/postgres.ts'
import { asAdmin, databaseOn, startPair } from './site.ts'

/** A database, and the accident that this kind of place can have. */
export interface Place extends AsyncDisposable {
  /** Where the database is now. */
  db(): Database
  accident(): Promise<void>
  /** Takes the accident back, where an operator would do that before running the Job again. */
  repair(): void
}

export const placeKinds = ['shared server', 'pair of servers', 'small disk'] as const
export type PlaceKind = (typeof placeKinds)[number]

export const openPlace: Readonly<Record<PlaceKind, (shared: Server) => Promise<Place>>> = {
  'shared server': async (shared) => {
    const db = await databaseOn(shared)
    const none = (): never => {
      throw new Error('nothing happens to the shared server here')
    }
    return {
      db: () => db,
      accident: none,
      repair: () => undefined,
      [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
    }
  },
  'pair of servers': async ({ major }) => {
    const pair = await startPair(major)
    const before = await databaseOn(pair.primary)
    const server = pair.standby
    const variables = { ...before.variables, PGHOST: server.host, PGPORT: String(server.port) }
    let db: Database = before
    return {
      db: () => db,
      accident: async () => {
        await pair.failOver()
        db = { ...before, server, variables, client: () => clientOf(server, before.name) }
      },
      repair: () => undefined,
      [Symbol.asyncDispose]: async () => pair.end(),
    }
  },
  'small disk': onSmallDisk,
}

/** The tables lie on a file system of a few megabytes; the WAL does not. */
async function onSmallDisk(shared: Server): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-chaos-disk-'))
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]).status !== 0)
    throw new Error('a small file system needs the right to mount one')
  const { uid, gid } = statSync(shared.folder)
  chownSync(folder, uid, gid)
  const space = `space_${process.pid}_${Date.now()}`
  await asAdmin(shared, 'postgres', (client) => client.query(`create tablespace ${space} location '${folder}'`))
  const db = await databaseOn(shared, `tablespace ${space}`)
  const filler = join(folder, 'filler')
  return {
    db: () => db,
    accident: async () => fill(filler),
    repair: () => rmSync(filler, { force: true }),
    [Symbol.asyncDispose]: async () => {
      rmSync(filler, { force: true })
      await db[Symbol.asyncDispose]()
      await asAdmin(shared, 'postgres', async (client) => {
        // Files of dropped tables stay until the next checkpoint.
        await client.query('checkpoint')
        await client.query(`drop tablespace ${space}`)
      })
      spawnSync('umount', [folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function fill(path: string): void {
  const [file, block] = [openSync(path, 'w'), Buffer.alloc(65_536)]
  try {
    for (;;) writeSync(file, block)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(file)
  }
}
