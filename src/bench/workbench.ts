import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepare, type Prepared } from './prepare.ts'

/** A folder of its own, with a generated repository for each number of services that a scenario asks for. */
export interface Workbench {
  readonly folder: string
  /** Generated, compiled and checked against the peers on first use. */
  services(count: number): Prepared
  remove(): void
}

export function openWorkbench(seed: number): Workbench {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-bench-'))
  const known = new Map<number, Prepared>()
  return {
    folder,
    services: (count) => {
      const prepared = known.get(count) ?? prepare(join(folder, String(count)), count, seed)
      known.set(count, prepared)
      return prepared
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
