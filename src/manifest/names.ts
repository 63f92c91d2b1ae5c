import { createHash } from 'node:crypto'

const hashDigits = 8

/**
 * Cuts a name to `max` characters (10 or more) and adds a hash of the whole name, so that two long names that differ only
 * after the cut stay different.
 */
export function fitName(name: string, max = 63): string {
  if (name.length <= max) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashDigits)
  const kept = name.slice(0, max - hashDigits - 1).replace(/[-.]+$/, '')
  return `${kept}-${hash}`
}
