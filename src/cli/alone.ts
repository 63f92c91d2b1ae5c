import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../connect/error-code.ts'
import { asOnlyWriter, awaitWriter, writerIn } from '../connect/writer-lock.ts'
import { Failure } from '../diagnostic/failure.ts'
import { listPath } from '../project/places.ts'
import { printError } from './print/print.ts'
import { rootAbove } from './root.ts'

/** Reads and writes while no other wavec writes in the repository of the folder: what was read is still true when it is written. */
export function alone<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  return asOnlyWriter(rootAbove(folder) ?? folder, work, say)
}

/** A compile replaces manifests one by one: what was read meanwhile, or could not be, is read again. */
export async function undisturbed<T>(folder: string, work: () => T | Promise<T>): Promise<T> {
  const root = rootAbove(folder) ?? folder
  for (let tries = 1; ; tries++) {
    await awaitWriter(root, say)
    const before = listIn(root)
    const isDisturbed = (): boolean => tries < most && (writerIn(root) !== undefined || listIn(root) !== before)
    try {
      const answer = await work()
      if (!isDisturbed()) return answer
    } catch (error) {
      if (!(error instanceof Failure) || !isDisturbed()) throw error
    }
  }
}

/** Beside someone who compiles without end, the last reading has to do. */
const most = 5

function listIn(root: string): string | undefined {
  try {
    return readFileSync(join(root, listPath), 'latin1')
  } catch (error) {
    if (codeOf(error) === undefined) throw error
    return undefined
  }
}

function say(line: string): void {
  printError([`wavec: ${line}`])
}
