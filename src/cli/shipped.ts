import { baseOf, textsAt } from '../connect/git.ts'
import type { Option } from './command.ts'
import type { ShippedLocks } from '../project/compile.ts'
import type { Root } from './root.ts'

/** The option of verbs that judge by what has shipped. */
export const shippedOption = {
  base: {
    value: 'REF',
    about:
      'what has shipped: where this branch left REF (default: origin/HEAD, origin/main, origin/master, main, master)',
  },
} as const satisfies Readonly<Record<string, Option>>

/** Undefined where git can't say; then the lock files themselves are taken at their word. */
export function shippedLocks({ path }: Root, ref: string | undefined): ShippedLocks | undefined {
  const base = baseOf(path, ref)
  if (base === undefined) return undefined
  return { base: base.name, textsOf: (paths) => textsAt(path, base.commit, paths) }
}
