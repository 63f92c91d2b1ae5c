import { createHash } from 'node:crypto'

const hashDigits = 8

/**
 * A name of at most `max` characters (10 or more): cut, with a hash of the whole, where it is longer. The same name
 * always gives the same result, and two long names that differ only behind the cut differ in the hash.
 */
export function fitName(name: string, max = 63): string {
  if (name.length <= max) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashDigits)
  const kept = name.slice(0, max - hashDigits - 1).replace(/[-.]+$/, '')
  return `${kept}-${hash}`
}
