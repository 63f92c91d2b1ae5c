import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrationContenders, type MigrationContenders } from './migrations/prepare.ts'
import { benchServer, type BenchServer } from './migrations/server.ts'
import { prepare, type Prepared } from './prepare.ts'

/** A temporary folder, with a generated repository for each number of services that a scenario asks for. */
export interface Workbench {
  readonly folder: string
  /** Generated, compiled and checked against the peers on first use. */
  services(count: number): Prepared
  /** The PostgreSQL is started on first use. */
  migrations(count: number): Promise<MigrationContenders>
  readonly seed: number
  remove(): Promise<void>
}

export function openWorkbench(seed: number): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-bench-'))
  // PostgreSQL does not run as root, and its account has to enter the folder.
  chmodSync(folder, 0o755)
  const known = new Map<number, Prepared>()
  let started: Promise<BenchServer> | undefined
  return {
    folder,
    seed,
    services: (count) => {
      const prepared = known.get(count) ?? prepare(join(folder, String(count)), count, seed)
      known.set(count, prepared)
      return prepared
    },
    migrations: async (count) => {
      started ??= benchServer(join(folder, 'postgres'))
      const own = join(folder, `migrations-${count}`)
      mkdirSync(own, { recursive: true })
      return migrationContenders(own, await started, { count, seed })
    },
    remove: async () => {
      await (await started)?.[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
